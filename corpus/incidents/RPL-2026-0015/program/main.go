// Program main reproduces the deadlock of RPL-2026-0015 (CoreDNS dnstap): the broadcast goes through the clients
// with the read lock held and removes one that fails to flush, which needs the write lock. The goroutine waits for itself,
// and every later broadcast queues behind it. This is our model, not the project's code.
package main

import (
	"errors"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type client struct{ gone bool }

func (c *client) flush() error {
	if c.gone {
		return errors.New("broken pipe")
	}
	return nil
}

type listener struct {
	clientsMu sync.RWMutex
	clients   map[*client]struct{}
}

func (l *listener) removeClient(c *client) {
	l.clientsMu.Lock()
	defer l.clientsMu.Unlock()
	delete(l.clients, c)
}

func (l *listener) Dnstap() {
	l.clientsMu.RLock()
	defer l.clientsMu.RUnlock()
	for c := range l.clients {
		if err := c.flush(); err != nil {
			l.removeClient(c) // the fix: go l.removeClient(c)
		}
	}
}

// ServeDNS taps the message inline, in the goroutine of the request.
func ServeDNS(l *listener) { l.Dnstap() }

func main() {
	l := &listener{clients: map[*client]struct{}{{gone: true}: {}}}
	for range 3 {
		go ServeDNS(l)
		time.Sleep(50 * time.Millisecond)
	}
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
