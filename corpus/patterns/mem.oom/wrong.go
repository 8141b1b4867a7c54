//go:build wrong

package main

import "runtime/debug"

// Configure prepares the runtime for a container with so many bytes of memory.
func Configure(container int64) {
	debug.SetGCPercent(100) // lets the heap grow to twice what is live, whatever the container has
}

// Cache holds the newest bodies.
type Cache struct {
	bodies [][]byte
	next   int
}

// Store puts a body in the place of the oldest one.
func (c *Cache) Store(body []byte) {
	c.bodies[c.next%len(c.bodies)] = body
	c.next++
}
