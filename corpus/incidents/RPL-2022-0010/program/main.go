// Program main shows the lock order of RPL-2022-0010 (containerd metrics): a scrape takes the namespace
// lock and then the collector's, Add takes the collector's lock and then the namespace's. It is a model
// written for this corpus, not containerd or go-metrics code.
package main

import (
	"sync"
	"time"
)

// Namespace calls its collectors under its own lock.
type Namespace struct {
	mu         sync.Mutex
	collectors []*Collector
}

// Collect is a scrape.
func (n *Namespace) Collect() {
	n.mu.Lock()
	defer n.mu.Unlock()
	time.Sleep(100 * time.Millisecond)
	for _, c := range n.collectors {
		c.Collect()
	}
}

// WithConstLabels makes a child namespace.
func (n *Namespace) WithConstLabels() *Namespace {
	n.mu.Lock()
	defer n.mu.Unlock()
	return &Namespace{}
}

// Collector keeps the tasks.
type Collector struct {
	mu    sync.RWMutex
	ns    *Namespace
	tasks map[string]*Namespace
}

// Collect is called by the namespace.
func (c *Collector) Collect() {
	c.mu.RLock()
	defer c.mu.RUnlock()
}

// Add registers a task that starts.
func (c *Collector) Add(task string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	time.Sleep(100 * time.Millisecond)
	c.tasks[task] = c.ns.WithConstLabels()
}

func main() {
	ns := &Namespace{}
	c := &Collector{ns: ns, tasks: map[string]*Namespace{}}
	ns.collectors = append(ns.collectors, c)
	var wg sync.WaitGroup
	wg.Go(ns.Collect)
	wg.Go(func() { c.Add("task") })
	wg.Wait()
}
