//go:build !wrong

package main

import "context"

// Deliver hands each order to handle until ctx is done.
func Deliver(ctx context.Context, orders <-chan int, handle func(int)) {
	for {
		select { // without a default the goroutine sleeps until something comes
		case order := <-orders:
			handle(order)
		case <-ctx.Done():
			return
		}
	}
}
