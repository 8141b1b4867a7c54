// Program main reproduces the deadlock of RPL-2025-0008 (quic-go): dialling takes the mutex of the transport and
// then the mutex of the connection map; the timer that forgets a closed connection takes them the other way round. A
// barrier makes both hold their first lock before they ask for the second. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type Transport struct {
	mutex      sync.Mutex
	connMx     sync.Mutex
	handlers   map[string]bool
	closed     bool
	bothLocked sync.WaitGroup // only the model has this
}

func (t *Transport) meet() {
	t.bothLocked.Done()
	t.bothLocked.Wait()
}

func (t *Transport) doDial(id string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.meet()
	t.connMx.Lock()
	defer t.connMx.Unlock()
	t.handlers[id] = true
}

// ReplaceWithClosed keeps the ids of a closed connection for a while and then removes them.
func (t *Transport) ReplaceWithClosed(id string, expiry time.Duration) {
	time.AfterFunc(expiry, func() {
		t.connMx.Lock()
		defer t.connMx.Unlock()
		delete(t.handlers, id)
		t.meet()
		if len(t.handlers) == 0 {
			t.mutex.Lock()
			t.closed = true
			t.mutex.Unlock()
		}
	})
}

func main() {
	t := &Transport{handlers: map[string]bool{"old": true}}
	t.bothLocked.Add(2)
	t.ReplaceWithClosed("old", 10*time.Millisecond)
	go t.doDial("new")
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
