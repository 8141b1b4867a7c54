// Package observe prints what a snippet leaves behind, in the words that the Go runtime uses for it.
//
// The drivers of the patterns call it, and nothing else does: a snippet knows nothing of it.
package observe

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// patience is how long goroutines that are about to end get for it.
const patience = 300 * time.Millisecond

// Goroutines says how many goroutines are left beside the caller, and prints a dump of all where there are any.
// Those that are about to end get a moment for it.
func Goroutines() int {
	deadline := time.Now().Add(patience)
	for runtime.NumGoroutine() > 1 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	left := runtime.NumGoroutine() - 1
	fmt.Printf("goroutines left: %d\n", left)
	if left > 0 {
		Dump()
	}
	return left
}

// Dump prints every goroutine as /debug/pprof/goroutine?debug=2 does.
func Dump() {
	fmt.Println()
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		fmt.Println(err)
	}
}

// Returns says whether f returns in time, and prints a dump where it does not.
func Returns(limit time.Duration, f func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
		return true
	case <-time.After(limit):
		fmt.Printf("not back after %v\n", limit)
		Dump()
		return false
	}
}

// HeapBytes gives the bytes of live objects, after a collection of all that is dead.
func HeapBytes() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
