// Program watch-broadcast shows the self-deadlock of RPL-2016-0012: a method that holds the write lock calls an
// accessor that takes the read lock of the same RWMutex. It is our own model of the mechanism, not the project's
// code. With len(wb.receivers) in bcast the event is delivered and counted.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type watcher struct {
	events chan string
}

type watchBroadcast struct {
	mu        sync.RWMutex
	receivers map[*watcher]bool
	coalesced int
}

// bcast hands an event to all receivers and counts what coalescing saved.
func (wb *watchBroadcast) bcast(event string) {
	wb.mu.Lock()
	defer wb.mu.Unlock()
	for r := range wb.receivers {
		r.events <- event
	}
	if wb.size() > 0 {
		wb.coalesced += wb.size() - 1
	}
}

func (wb *watchBroadcast) size() int {
	wb.mu.RLock()
	defer wb.mu.RUnlock()
	return len(wb.receivers)
}

func main() {
	w := &watcher{events: make(chan string, 2)}
	wb := &watchBroadcast{receivers: map[*watcher]bool{w: true}}
	go func() {
		wb.bcast("put a")
		wb.bcast("put b")
	}()
	time.Sleep(150 * time.Millisecond)
	fmt.Printf("sent 2 events, received %d\n\n", len(w.events))
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
