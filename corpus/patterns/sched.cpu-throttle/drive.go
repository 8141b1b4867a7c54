package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
)

func main() {
	runtime.GOMAXPROCS(1) // stands for a quota of one core; from go 1.25 on the runtime reads it from the cgroup
	var running, most atomic.Int64
	longest := atomic.Int64{}
	workers := Render(make([]string, 8), func(string) {
		began := time.Now()
		now := running.Add(1)
		for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
		}
		compute(30 * time.Millisecond)
		running.Add(-1)
		took := time.Since(began).Milliseconds()
		for old := longest.Load(); took > old && !longest.CompareAndSwap(old, took); old = longest.Load() {
		}
	})
	fmt.Printf("workers: %d on GOMAXPROCS %d (the machine has %d cores)\n", workers, runtime.GOMAXPROCS(0), runtime.NumCPU())
	fmt.Printf("pages rendered at the same time: %d, the slowest took %d ms\n", most.Load(), longest.Load())
}

// compute keeps a processor busy for about as much work as it does in that time alone.
func compute(work time.Duration) {
	sum := 0
	for range int(work.Microseconds()) {
		for i := range 1000 {
			sum += i * i
		}
	}
	sink.Store(int64(sum))
}

var sink atomic.Int64
