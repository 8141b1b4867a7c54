//go:build !wrong

package main

import "sync"

// Limits says how many requests a user may send.
type Limits struct {
	mu       sync.RWMutex
	perUser  map[string]int
	fallback int
}

// Default gives the limit of users without one of their own.
func (l *Limits) Default() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.fallback
}

// SetDefault changes it.
func (l *Limits) SetDefault(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fallback = n
}

// Of gives the limit of a user.
func (l *Limits) Of(user string) int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if n, ok := l.perUser[user]; ok {
		return n
	}
	return l.fallback // the lock is held already: no second RLock
}
