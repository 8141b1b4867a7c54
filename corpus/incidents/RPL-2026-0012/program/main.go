// Program main reproduces the panic of RPL-2026-0012 (chisel): a wrapper of a WaitGroup counts in an atomic first
// and calls Add second. DoneAll, on a disconnect, sees the count before the Add and calls Done once too often. This is
// our model, not the project's code.
package main

import (
	"sync"
	"sync/atomic"
)

type waitGroup struct {
	inner   sync.WaitGroup
	n       int32
	between func() // only the model has this: another goroutine runs here
}

func (w *waitGroup) Add(n int) {
	atomic.AddInt32(&w.n, int32(n))
	w.between()
	w.inner.Add(n)
}

func (w *waitGroup) Done() {
	if n := atomic.LoadInt32(&w.n); n > 0 && atomic.CompareAndSwapInt32(&w.n, n, n-1) {
		w.inner.Done()
	}
}

func (w *waitGroup) DoneAll() {
	for atomic.LoadInt32(&w.n) > 0 {
		w.Done()
	}
}

type Tunnel struct{ activatingConn waitGroup }

// BindSSH waits for the end of the connection and then releases everybody who waits for it.
func (t *Tunnel) BindSSH(disconnected <-chan struct{}) {
	<-disconnected
	t.activatingConn.DoneAll()
}

func main() {
	t := &Tunnel{}
	disconnected, never := make(chan struct{}), make(chan struct{})
	t.activatingConn.between = func() {
		close(disconnected)
		<-never
	}
	go t.activatingConn.Add(1)
	t.BindSSH(disconnected)
}
