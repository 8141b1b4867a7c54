//go:build wrong

package main

import "sync"

// Stats counts requests; each worker of the service counts in it.
type Stats struct {
	mu    sync.Mutex
	count int
}

// NewStats gives counters for so many workers.
func NewStats(workers int) *Stats {
	return &Stats{}
}

// Add counts one request of the worker.
func (s *Stats) Add(worker int) {
	s.mu.Lock() // short, but all workers meet here, at every request
	defer s.mu.Unlock()
	s.count++
}

// Total gives the number of all requests.
func (s *Stats) Total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}
