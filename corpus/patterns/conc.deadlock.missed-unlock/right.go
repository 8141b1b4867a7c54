//go:build !wrong

package main

import (
	"errors"
	"sync"
	"time"
)

// ErrUnknown says that there is no such session.
var ErrUnknown = errors.New("unknown session")

// Sessions knows when each session was last seen.
type Sessions struct {
	mu   sync.Mutex
	seen map[string]time.Time
}

// Touch marks the session as seen now.
func (s *Sessions) Touch(id string, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock() // on every path
	if _, ok := s.seen[id]; !ok {
		return ErrUnknown
	}
	s.seen[id] = now
	return nil
}
