//go:build !wrong

package main

import "sync"

// Hits counts requests by route.
type Hits struct {
	mu      sync.Mutex
	byRoute map[string]int
}

// NewHits gives an empty counter.
func NewHits() *Hits {
	return &Hits{byRoute: make(map[string]int)}
}

// Add counts one request.
func (h *Hits) Add(route string) { // a pointer: all calls share one mutex
	h.mu.Lock()
	defer h.mu.Unlock()
	h.byRoute[route]++
}
