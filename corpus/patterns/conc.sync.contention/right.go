//go:build !wrong

package main

import "sync"

type shard struct {
	mu    sync.Mutex
	count int
	_     [64]byte // keeps two shards out of one cache line
}

// Stats counts requests; each worker of the service counts in it.
type Stats struct {
	shards []shard
}

// NewStats gives counters for so many workers.
func NewStats(workers int) *Stats {
	return &Stats{shards: make([]shard, workers)}
}

// Add counts one request of the worker.
func (s *Stats) Add(worker int) {
	own := &s.shards[worker] // nobody else wants this lock, except Total
	own.mu.Lock()
	defer own.mu.Unlock()
	own.count++
}

// Total gives the number of all requests.
func (s *Stats) Total() int {
	total := 0
	for i := range s.shards {
		s.shards[i].mu.Lock()
		total += s.shards[i].count
		s.shards[i].mu.Unlock()
	}
	return total
}
