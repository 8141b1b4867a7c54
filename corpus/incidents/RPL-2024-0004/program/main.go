// Program main reproduces the deadlock of RPL-2024-0004 (Prometheus notifier): sendAll leaves an iteration
// with continue and keeps the read lock of the Alertmanager set; the update of the targets then waits for ever, and
// so does every later sendAll. This is our model, not the project's code.
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type alertmanagerSet struct {
	mtx   sync.RWMutex
	ams   []string
	drops bool // the relabelling of this set drops every alert
}

func (s *alertmanagerSet) sync(targets []string) {
	s.mtx.Lock()
	defer s.mtx.Unlock()
	s.ams = targets
}

type Manager struct{ sets []*alertmanagerSet }

func (n *Manager) sendAll(alerts ...string) (sent int) {
	for _, ams := range n.sets {
		ams.mtx.RLock()
		if ams.drops {
			alerts = nil
		}
		if len(alerts) == 0 {
			continue // the read lock is still held
		}
		sent += len(ams.ams)
		ams.mtx.RUnlock()
	}
	return sent
}

func main() {
	set := &alertmanagerSet{ams: []string{"am-1"}, drops: true}
	n := &Manager{sets: []*alertmanagerSet{set}}
	n.sendAll("watchdog")
	go set.sync([]string{"am-1", "am-2"})
	for set.mtx.TryRLock() { // until the writer is queued
		set.mtx.RUnlock()
		runtime.Gosched()
	}
	go n.sendAll("watchdog")
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
