//go:build !wrong

package main

import (
	"context"
	"log"
)

// Sync handles orders till there are no more, and survives a panic of handle.
func Sync(ctx context.Context, orders <-chan string, handle func(order string)) {
	go keepLease(ctx) // started once: nothing below runs it again
	for order := range orders {
		handleOne(order, handle)
	}
}

func handleOne(order string, handle func(order string)) {
	defer func() { // around one order, which leaves nothing behind
		if r := recover(); r != nil {
			log.Println("sync: recovered:", r)
		}
	}()
	handle(order)
}
