//go:build !wrong

package main

import (
	"errors"
	"fmt"
	"log"
	"runtime/debug"
)

// Fault is an error that knows where it was made.
type Fault struct {
	error

	Stack []byte
}

// Reserve takes an article from the stock.
func Reserve(stock map[string]int, article string) error {
	if stock[article] == 0 {
		err := fmt.Errorf("reserve %s: out of stock", article)
		return &Fault{error: err, Stack: debug.Stack()} // recorded where the error is made
	}
	stock[article]--
	return nil
}

// Report logs why a request failed.
func Report(err error) {
	var stack []byte
	var fault *Fault
	if errors.As(err, &fault) {
		stack = fault.Stack
	}
	log.Printf("request failed: %v\n%s", err, stack)
}
