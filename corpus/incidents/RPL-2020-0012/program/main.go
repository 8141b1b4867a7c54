// Command program measures the effect of RPL-2020-0012: FreeOSMemory on a schedule forces a full collection each time,
// however little there is to free. It is our model, not the code of AdGuard Home; the interval is shortened.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

type rule struct {
	text *string
	next *rule
}

// filters is a large live heap with many pointers, as a large configuration makes it.
func filters(n int) (head *rule) {
	for range n {
		text := "||example.org^"
		head = &rule{text: &text, next: head}
	}
	return head
}

func gcCPU() float64 {
	s := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}}
	metrics.Read(s)
	return s[0].Value.Float64()
}

func idle(d time.Duration, free bool) (forced uint32, cpu float64) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	cpu0 := gcCPU()
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
		if free {
			debug.FreeOSMemory()
		}
	}
	runtime.GC() // the counter of CPU time is brought up to date by a cycle
	runtime.ReadMemStats(&after)
	return after.NumForcedGC - before.NumForcedGC - 1, gcCPU() - cpu0
}

func main() {
	live := filters(100_000)
	n0, cpu0 := idle(time.Second, false)
	n1, cpu1 := idle(time.Second, true)
	runtime.KeepAlive(live)
	fmt.Printf("idle for 1 s: forced collections %d, CPU of the collector %.3f s\n", n0, cpu0)
	fmt.Printf("idle for 1 s with FreeOSMemory on a ticker: forced collections %d, CPU of the collector %.3f s\n", n1, cpu1)
	fmt.Println("the collector works although nothing was allocated:", n1 >= 10 && cpu1 > 3*cpu0)
}
