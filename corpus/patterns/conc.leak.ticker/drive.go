package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	var flushed atomic.Int64
	for range 3 {
		ctx, cancel := context.WithCancel(context.Background())
		FlushEvery(ctx, 5*time.Millisecond, func() { flushed.Add(1) })
		time.Sleep(30 * time.Millisecond)
		cancel()
	}
	fmt.Println("flushed:", flushed.Load() > 0)
	observe.Goroutines()
}
