//go:build wrong

package main

import "sync"

// Sessions knows when each session was last seen.
type Sessions struct {
	seen sync.Map
}

// NewSessions gives an empty list.
func NewSessions() *Sessions {
	return &Sessions{}
}

// Touch marks the session as seen. It runs at every request.
func (s *Sessions) Touch(id string, now int64) {
	s.seen.Store(id, now) // puts key and value into interfaces and makes a new entry, at every call
}

// Seen says when the session was last seen.
func (s *Sessions) Seen(id string) (int64, bool) {
	v, ok := s.seen.Load(id)
	now, _ := v.(int64)
	return now, ok
}
