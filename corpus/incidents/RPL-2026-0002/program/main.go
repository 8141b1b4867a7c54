// Program main reproduces the memory of RPL-2026-0002 (Prometheus TSDB): a slice goes back to a pool with length
// zero, but the elements behind the length still hold pointers, so what they point at is not collected. Clearing the
// elements before Put ends it. This is our model, not the project's code.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type histogram struct{ buckets [1 << 17]int64 } // 1 MiB

type refHistogramSample struct {
	ref uint64
	H   *histogram
}

type Head struct {
	pool  sync.Pool
	clear bool
}

func (h *Head) getHistogramBuffer() []refHistogramSample {
	if b := h.pool.Get(); b != nil {
		return *b.(*[]refHistogramSample)
	}
	return make([]refHistogramSample, 0, 32)
}

func (h *Head) putHistogramBuffer(b []refHistogramSample) {
	if h.clear {
		clear(b)
	}
	b = b[:0]
	h.pool.Put(&b)
}

func (h *Head) commit() {
	b := h.getHistogramBuffer()
	for ref := range uint64(32) {
		b = append(b, refHistogramSample{ref: ref, H: new(histogram)})
	}
	h.putHistogramBuffer(b)
}

// retained says how many MiB are alive after a commit that has written everything out.
func retained(h *Head) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	h.commit()
	runtime.GC() // one GC keeps what lies in the pool
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(h)
	return (after.HeapAlloc - min(after.HeapAlloc, before.HeapAlloc)) >> 20
}

func main() {
	fmt.Printf("Put(b[:0]): %d MiB alive after the commit\n", retained(&Head{}))
	fmt.Printf("clear(b), Put(b[:0]): %d MiB alive after the commit\n", retained(&Head{clear: true}))
}
