//go:build !wrong

package main

import (
	"hash/maphash"
	"sync"
)

type shard struct {
	mu   sync.RWMutex
	seen map[string]int64
}

// Sessions knows when each session was last seen.
type Sessions struct {
	seed   maphash.Seed
	shards [16]shard // sixteen locks, so that writers seldom meet
}

// NewSessions gives an empty list.
func NewSessions() *Sessions {
	s := &Sessions{seed: maphash.MakeSeed()}
	for i := range s.shards {
		s.shards[i].seen = map[string]int64{}
	}
	return s
}

func (s *Sessions) of(id string) *shard {
	return &s.shards[maphash.String(s.seed, id)%uint64(len(s.shards))]
}

// Touch marks the session as seen. It runs at every request.
func (s *Sessions) Touch(id string, now int64) {
	own := s.of(id)
	own.mu.Lock()
	defer own.mu.Unlock()
	own.seen[id] = now // writes in place
}

// Seen says when the session was last seen.
func (s *Sessions) Seen(id string) (int64, bool) {
	own := s.of(id)
	own.mu.RLock()
	defer own.mu.RUnlock()
	now, ok := own.seen[id]
	return now, ok
}
