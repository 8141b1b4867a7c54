//go:build wrong

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
	if _, ok := s.seen[id]; !ok {
		return ErrUnknown // leaves with mu locked: the next call waits for ever
	}
	s.seen[id] = now
	s.mu.Unlock()
	return nil
}
