// Command program models RPL-2019-0010: one goroutine per event waits for its ticket; when the consumer stops
// reading, none of them gets its turn. It is our model of the mechanism, not the code of client-go.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"sync/atomic"
	"time"
)

type ticketer struct {
	counter atomic.Uint64
	cond    *sync.Cond
	current uint64
}

func newTicketer() *ticketer { return &ticketer{cond: sync.NewCond(&sync.Mutex{})} }

func (t *ticketer) GetTicket() uint64 { return t.counter.Add(1) - 1 }

// WaitForTicket runs f when it is this ticket's turn.
func (t *ticketer) WaitForTicket(ticket uint64, f func()) {
	t.cond.L.Lock()
	defer t.cond.L.Unlock()
	for ticket != t.current {
		t.cond.Wait()
	}
	f()
	t.current++
	t.cond.Broadcast()
}

func main() {
	out := make(chan int)
	t := newTicketer()
	before := runtime.NumGoroutine()
	for event := range 5 {
		ticket := t.GetTicket()
		go t.WaitForTicket(ticket, func() { out <- event })
	}
	fmt.Println("the consumer reads event", <-out, "and stops")
	time.Sleep(200 * time.Millisecond)
	fmt.Println("goroutines left:", runtime.NumGoroutine()-before)
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
