// Program main reproduces the deadlock of RPL-2026-0001 (NATS server): creating a stream holds the lock of the
// account and asks for the JetStream lock; the shutdown holds the JetStream lock and asks for the lock of each account,
// which is the documented order. A barrier makes both hold their first lock before they ask for the second. This is
// our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type jsAccount struct {
	mu      sync.RWMutex
	streams map[string]time.Time
}

type jetStream struct {
	mu         sync.RWMutex
	accounts   []*jsAccount
	created    time.Time
	bothLocked sync.WaitGroup // only the model has this
}

func (js *jetStream) meet() {
	js.bothLocked.Done()
	js.bothLocked.Wait()
}

func (js *jetStream) addStreamWithAssignment(jsa *jsAccount, name string) {
	jsa.mu.Lock()
	defer jsa.mu.Unlock()
	js.meet()
	js.mu.RLock() // only to copy a time that never changes
	jsa.streams[name] = js.created
	js.mu.RUnlock()
}

func (js *jetStream) shutdown() {
	js.mu.Lock()
	defer js.mu.Unlock()
	js.meet()
	for _, jsa := range js.accounts {
		jsa.mu.Lock()
		clear(jsa.streams)
		jsa.mu.Unlock()
	}
}

func main() {
	jsa := &jsAccount{streams: map[string]time.Time{}}
	js := &jetStream{accounts: []*jsAccount{jsa}}
	js.bothLocked.Add(2)
	go js.addStreamWithAssignment(jsa, "ORDERS")
	go js.shutdown()
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
