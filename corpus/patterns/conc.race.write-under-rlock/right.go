//go:build !wrong

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
	c.mu.Lock() // it writes, so it locks for writing
	defer c.mu.Unlock()
	c.hits++
	return c.prices[article]
}
