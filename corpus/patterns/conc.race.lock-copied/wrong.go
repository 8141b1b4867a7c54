//go:build wrong

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
func (h Hits) Add(route string) { // each call locks a mutex of its own, in its copy of Hits
	h.mu.Lock()
	defer h.mu.Unlock()
	h.byRoute[route]++
}
