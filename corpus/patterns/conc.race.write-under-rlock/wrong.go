//go:build wrong

package main

import "sync"

// Cache holds prices and counts how often they were asked for.
type Cache struct {
	mu     sync.RWMutex
	prices map[string]int
	hits   int
}

// Price gives the price of an article.
func (c *Cache) Price(article string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	c.hits++ // a write, and a read lock lets two of them in
	return c.prices[article]
}
