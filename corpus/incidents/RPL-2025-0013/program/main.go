// Program main reproduces the deadlock of RPL-2025-0013 (CoreDNS): the shutdown runs its callbacks with the
// instances locked, and one of them sends on a channel without buffer; the goroutine that would receive is in the
// middle of a reload and waits for the same lock. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

var (
	instancesMu sync.Mutex
	quit        = make(chan bool) // the fix: make(chan bool, 1)
	corefile    = make(chan string)
)

type Instance struct{ name string }

func (i *Instance) Restart(newCorefile string) {
	time.Sleep(50 * time.Millisecond) // queries in flight keep the old servers busy
	instancesMu.Lock()
	defer instancesMu.Unlock()
	i.name = newCorefile
}

// reload is the loop of the reload plugin.
func reload(i *Instance) {
	for {
		select {
		case c := <-corefile:
			i.Restart(c)
		case <-quit:
			return
		}
	}
}

func executeShutdownCallbacks() {
	instancesMu.Lock()
	defer instancesMu.Unlock()
	quit <- true
}

func main() {
	go reload(&Instance{name: "old"})
	corefile <- "new"             // the file has changed: a reload begins
	go executeShutdownCallbacks() // SIGTERM
	time.Sleep(300 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
