//go:build wrong

package main

import "sync"

// Store gives the value of a key.
type Store interface {
	Get(key string) string
}

// Cache is a Store that remembers what another one gave.
type Cache struct {
	Store

	mu    sync.Mutex
	known map[string]string
}

// Get gives the value of a key.
func (c *Cache) Get(key string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if value, ok := c.known[key]; ok {
		return value
	}
	value := c.Get(key) // this very method, not that of the Store: it waits for its own lock
	c.known[key] = value
	return value
}
