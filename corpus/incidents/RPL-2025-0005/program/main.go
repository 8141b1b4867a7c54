// Program main reproduces the deadlock of RPL-2025-0005 (Prometheus discovery): ApplyConfig takes Provider.mu
// and then targetsMtx, cleaner takes them the other way round. A barrier makes both hold their first lock before they
// ask for the second. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type Provider struct {
	mu   sync.RWMutex
	subs map[string]struct{}
}

type Manager struct {
	targetsMtx sync.Mutex
	targets    map[string]int
	bothLocked sync.WaitGroup // only the model has this
}

func (m *Manager) meet() {
	m.bothLocked.Done()
	m.bothLocked.Wait()
}

func (m *Manager) ApplyConfig(p *Provider) {
	p.mu.Lock()
	defer p.mu.Unlock()
	m.meet()
	m.targetsMtx.Lock()
	defer m.targetsMtx.Unlock()
	m.targets["new"] = len(p.subs)
}

// cleaner runs when a provider has stopped, for example because Prometheus shuts down.
func (m *Manager) cleaner(p *Provider) {
	m.targetsMtx.Lock()
	defer m.targetsMtx.Unlock()
	m.meet()
	p.mu.RLock()
	defer p.mu.RUnlock()
	for s := range p.subs {
		delete(m.targets, s)
	}
}

func main() {
	p := &Provider{subs: map[string]struct{}{"node": {}}}
	m := &Manager{targets: map[string]int{}}
	m.bothLocked.Add(2)
	go m.ApplyConfig(p)
	go m.cleaner(p)
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
