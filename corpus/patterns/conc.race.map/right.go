//go:build !wrong

package main

import (
	"sync"
	"time"
)

// Sessions knows when each user was last seen.
type Sessions struct {
	mu   sync.Mutex // guards seen
	seen map[string]time.Time
}

// NewSessions gives an empty table.
func NewSessions() *Sessions {
	return &Sessions{seen: make(map[string]time.Time)}
}

// Touch is called by every request.
func (s *Sessions) Touch(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[user] = time.Now()
}
