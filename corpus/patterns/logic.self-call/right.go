//go:build !wrong

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
	value := c.Store.Get(key) // the wrapped one, by its name
	c.known[key] = value
	return value
}
