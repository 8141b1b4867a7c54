//go:build wrong

package main

import "context"

// Deliver hands each order to handle until ctx is done.
func Deliver(ctx context.Context, orders <-chan int, handle func(int)) {
	for {
		select {
		case order := <-orders:
			handle(order)
		case <-ctx.Done():
			return
		default: // never waits: while nothing comes, the loop turns and burns a core
		}
	}
}
