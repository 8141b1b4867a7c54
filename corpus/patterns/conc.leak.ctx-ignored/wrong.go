//go:build wrong

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
			updates <- stock(ctx, item) // does not look at ctx: stands here when the request is over
			time.Sleep(time.Millisecond)
		}
	}()
	return updates
}
