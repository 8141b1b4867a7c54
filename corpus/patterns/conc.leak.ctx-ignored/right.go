//go:build !wrong

package main

import (
	"context"
	"time"
)

// Watch sends the stock of an item again and again until ctx is over.
func Watch(ctx context.Context, item string, stock func(context.Context, string) int) <-chan int {
	updates := make(chan int)
	go func() {
		for {
			select {
			case updates <- stock(ctx, item):
			case <-ctx.Done(): // the end of the request ends the goroutine
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	return updates
}
