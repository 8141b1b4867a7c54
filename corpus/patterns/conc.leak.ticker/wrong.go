//go:build wrong

package main

import (
	"context"
	"time"
)

// FlushEvery calls flush again and again until ctx is over.
func FlushEvery(ctx context.Context, every time.Duration, flush func()) {
	tick := time.NewTicker(every)
	context.AfterFunc(ctx, tick.Stop)
	go func() {
		for range tick.C { // Stop does not close the channel: the loop waits for ever
			flush()
		}
	}()
}
