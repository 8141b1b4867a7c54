// Command program measures the effect of RPL-2019-0009: the same allocations with a small live heap, with a ballast, and
// with a memory limit in place of the ballast. It is our model, not the code of Twitch.
package main

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
)

var sink []byte

// requests allocates what a burst of requests would: much garbage, little that lives.
func requests() uint32 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range 100_000 {
		sink = make([]byte, 4096)
	}
	runtime.ReadMemStats(&after)
	return after.NumGC - before.NumGC
}

func main() {
	small := requests()
	ballast := make([]byte, 256<<20) // never written, so the pages stay virtual
	withBallast := requests()
	runtime.KeepAlive(ballast)
	ballast = nil
	runtime.GC()
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(256 << 20)
	withLimit := requests()
	debug.SetMemoryLimit(math.MaxInt64)
	debug.SetGCPercent(100)
	fmt.Println("400 MB allocated each time; GC cycles:")
	fmt.Println("small live heap, GOGC=100:  ", small)
	fmt.Println("the same with a ballast:    ", withBallast)
	fmt.Println("GOGC=off, GOMEMLIMIT=256MiB:", withLimit)
	fmt.Println("at least ten times fewer with the ballast:", withBallast*10 <= small)
}
