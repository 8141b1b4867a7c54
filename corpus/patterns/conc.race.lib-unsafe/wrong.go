//go:build wrong

package main

import (
	"bufio"
	"fmt"
)

// Conn is the connection to one client.
type Conn struct {
	out *bufio.Writer
}

// Send writes one message to the client; every goroutine that has news for the client calls it.
func (c *Conn) Send(message string) error {
	// a bufio.Writer is for one goroutine at a time: two of them mix or lose messages
	if _, err := c.out.WriteString(message + "\n"); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	return c.out.Flush()
}
