//go:build !wrong

package main

import (
	"sync"
	"time"
)

// Cache keeps sessions until they end, and tells its user of each one that it drops.
type Cache struct {
	mu      sync.Mutex
	ends    map[string]time.Time
	OnEvict func(id string)
}

// Len says how many sessions there are.
func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.ends)
}

// Expire drops the sessions that have ended.
func (c *Cache) Expire(now time.Time) {
	var ended []string
	c.mu.Lock()
	for id, end := range c.ends {
		if end.Before(now) {
			delete(c.ends, id)
			ended = append(ended, id)
		}
	}
	c.mu.Unlock()
	for _, id := range ended {
		c.OnEvict(id) // mu is free again: the callback may do what it likes
	}
}
