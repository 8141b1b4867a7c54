//go:build !wrong

package main

import (
	"bufio"
	"fmt"
	"sync"
)

// Conn is the connection to one client.
type Conn struct {
	mu  sync.Mutex // one writer at a time
	out *bufio.Writer
}

// Send writes one message to the client; every goroutine that has news for the client calls it.
func (c *Conn) Send(message string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := c.out.WriteString(message + "\n"); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	return c.out.Flush()
}
