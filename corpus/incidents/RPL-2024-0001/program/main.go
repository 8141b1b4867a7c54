// Program main reproduces the deadlock of RPL-2024-0001 (Thanos receive): forward takes the read lock of
// the handler and calls a method that takes it again; a hashring update that queues in between blocks both.
// As in the incident, forward also never gives its read lock back. This is our model, not the project's code.
package main

import (
	"errors"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type Handler struct {
	mtx      sync.RWMutex
	hashring []string
}

// Hashring replaces the hashring; it is the writer.
func (h *Handler) Hashring(nodes []string) {
	h.mtx.Lock()
	defer h.mtx.Unlock()
	h.hashring = nodes
}

func (h *Handler) forward(between func()) error {
	h.mtx.RLock()
	if h.hashring == nil {
		h.mtx.RUnlock()
		return errors.New("hashring is not ready")
	}
	between() // only the model has this: the update arrives here
	h.distributeTimeseriesToReplicas()
	return nil // and no RUnlock on this path
}

func (h *Handler) distributeTimeseriesToReplicas() int {
	h.mtx.RLock()
	defer h.mtx.RUnlock()
	return len(h.hashring)
}

func main() {
	h := &Handler{hashring: []string{"a", "b"}}
	go h.forward(func() {
		go h.Hashring([]string{"a", "b", "c"})
		for h.mtx.TryRLock() { // until the writer is queued
			h.mtx.RUnlock()
			runtime.Gosched()
		}
	})
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
