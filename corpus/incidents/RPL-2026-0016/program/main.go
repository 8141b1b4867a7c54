// Program main reproduces the hang of RPL-2026-0016 (Prometheus TSDB): a write error panics between a Lock and an
// Unlock that are paired by hand. Somebody recovers the panic, the lock stays held, and closing the database waits for
// it for ever. This is our model, not the project's code.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type memSeries struct {
	sync.Mutex
	chunks int
}

func (s *memSeries) mmapChunks(diskFull bool) {
	if diskFull {
		panic("handleChunkWriteError: no such file or directory")
	}
	s.chunks = 0
}

type Head struct {
	stripe sync.RWMutex
	series []*memSeries
}

func (h *Head) mmapHeadChunks(diskFull bool) {
	h.stripe.RLock()
	for _, s := range h.series {
		s.Lock()
		s.mmapChunks(diskFull)
		s.Unlock() // skipped by the panic
	}
	h.stripe.RUnlock() // this one too
}

func (h *Head) Close() { h.mmapHeadChunks(false) }

func compact(h *Head) {
	defer func() { fmt.Fprintln(os.Stderr, "recovered:", recover()) }()
	h.mmapHeadChunks(true)
}

func main() {
	h := &Head{series: []*memSeries{{chunks: 2}}}
	compact(h)
	go h.Close()
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
