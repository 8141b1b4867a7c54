//go:build !wrong

package main

import (
	"net"
	"sync"
)

// Conn is a connection that its server counts, so that it can wait for the last one at shutdown.
type Conn struct {
	net.Conn
	open *sync.WaitGroup
	once sync.Once
}

// NewConn counts the connection.
func NewConn(conn net.Conn, open *sync.WaitGroup) *Conn {
	open.Add(1)
	return &Conn{Conn: conn, open: open}
}

// Close ends the connection. It may be called more than once.
func (c *Conn) Close() error {
	c.once.Do(c.open.Done) // only the first call counts down
	return c.Conn.Close()
}
