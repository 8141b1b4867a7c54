//go:build wrong

package main

import (
	"context"
	"log"
)

// Sync handles orders till there are no more, and survives a panic of handle.
func Sync(ctx context.Context, orders <-chan string, handle func(order string)) {
	for !run(ctx, orders, handle) {
		log.Println("sync: started again") // with the lease keeper of the run before still at work
	}
}

func run(ctx context.Context, orders <-chan string, handle func(order string)) (done bool) {
	defer func() {
		if r := recover(); r != nil {
			log.Println("sync: recovered:", r)
		}
	}()
	go keepLease(ctx)
	for order := range orders {
		handle(order)
	}
	return true
}
