package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
)

func main() {
	runtime.GOMAXPROCS(1) // the started goroutines run when the caller waits, not before
	var written atomic.Int64
	batches := []string{"a", "b", "c"}
	Flush(batches, func(string) {
		time.Sleep(10 * time.Millisecond)
		written.Add(1)
	})
	fmt.Printf("flush is back: %d of %d batches written\n", written.Load(), len(batches))
}
