// Program main shows the pattern of RPL-2026-0005 (Grafana Tempo): a compaction that calls runtime.GC after every
// block although the memory is far from any limit. Each call is a whole collection that stops the caller until it has
// ended, and the runtime counts them as forced. This is our model, not the project's code.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type row struct{ spans [64]uint64 }

var index []*row // what lives through the compaction

func appendBlock() (n int) {
	for range 200 {
		r := new(row)
		n += len(r.spans)
	}
	return n
}

func compact(blocks int, force bool) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range blocks {
		appendBlock()
		if force {
			runtime.GC()
		}
	}
	runtime.ReadMemStats(&after)
	fmt.Printf("%d blocks, runtime.GC after each: %t: %d collections, %d of them forced\n",
		blocks, force, after.NumGC-before.NumGC, after.NumForcedGC-before.NumForcedGC)
}

func main() {
	debug.SetMemoryLimit(256 << 20)
	for range 50000 {
		index = append(index, new(row))
	}
	compact(50, false)
	compact(50, true)
	runtime.KeepAlive(index)
}
