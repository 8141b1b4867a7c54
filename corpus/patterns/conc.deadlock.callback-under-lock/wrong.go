//go:build wrong

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
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, end := range c.ends {
		if end.Before(now) {
			delete(c.ends, id)
			c.OnEvict(id) // foreign code while mu is held: if it calls the cache, it waits for this very call
		}
	}
}
