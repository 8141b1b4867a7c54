//go:build !wrong

package main

import (
	"context"
	"time"
)

// FlushEvery calls flush again and again until ctx is over.
func FlushEvery(ctx context.Context, every time.Duration, flush func()) {
	tick := time.NewTicker(every)
	go func() {
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				flush()
			case <-ctx.Done(): // the way out
				return
			}
		}
	}()
}
