//go:build wrong

package main

import (
	"fmt"
	"log"
	"runtime/debug"
)

// Reserve takes an article from the stock.
func Reserve(stock map[string]int, article string) error {
	if stock[article] == 0 {
		return fmt.Errorf("reserve %s: out of stock", article) // fmt.Errorf records no stack
	}
	stock[article]--
	return nil
}

// Report logs why a request failed.
func Report(err error) {
	log.Printf("request failed: %v\n%s", err, debug.Stack()) // the stack of Report, not of the error
}
