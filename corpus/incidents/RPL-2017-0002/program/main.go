// Program deadline shows the growth of RPL-2017-0002: a framework derives a context with a deadline for each request
// and never cancels it, so the data of a request stay until the deadline. A timeout in seconds instead of
// milliseconds makes that visible. It is our own model of the mechanism, not the company's code.
package main

import (
	"context"
	"fmt"
	"runtime"
	"time"
)

type metadata struct {
	headers [1024]byte
}

type metadataKey struct{}

// handle serves one request and returns; the cancel function of its context is dropped.
func handle(timeout time.Duration) {
	ctx := context.WithValue(context.Background(), metadataKey{}, new(metadata))
	ctx, cancel := context.WithTimeout(ctx, timeout)
	_ = cancel // with `defer cancel()` nothing stays
	_ = ctx.Value(metadataKey{})
}

func heapKiB() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 10
}

func main() {
	const requests = 20_000
	// 60 ms stands for the timeout that was meant, which is over when the heap is measured.
	for _, timeout := range []time.Duration{60 * time.Millisecond, 60_000 * time.Second} {
		before := heapKiB()
		for range requests {
			handle(timeout)
		}
		time.Sleep(200 * time.Millisecond) // all requests were served long ago
		fmt.Printf("timeout %-10s %d requests served, HeapAlloc grew by %d KiB\n",
			timeout, requests, int64(heapKiB())-int64(before))
	}
}
