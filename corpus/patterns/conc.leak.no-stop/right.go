//go:build !wrong

package main

import "time"

// Cache refreshes itself until Close is called.
type Cache struct {
	stop chan struct{}
}

// NewCache starts a cache.
func NewCache(every time.Duration, refresh func()) *Cache {
	c := &Cache{stop: make(chan struct{})}
	go c.run(every, refresh)
	return c
}

func (c *Cache) run(every time.Duration, refresh func()) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			refresh()
		case <-c.stop:
			return
		}
	}
}

// Close ends the refreshing.
func (c *Cache) Close() {
	close(c.stop)
}

// Server answers out of its cache.
type Server struct {
	cache *Cache
}

// Reload begins with a new cache.
func (s *Server) Reload(every time.Duration, refresh func()) {
	if s.cache != nil {
		s.cache.Close() // whoever drops a cache ends it
	}
	s.cache = NewCache(every, refresh)
}
