//go:build wrong

package main

import (
	"net"
	"sync"
)

// Conn is a connection that its server counts, so that it can wait for the last one at shutdown.
type Conn struct {
	net.Conn
	open *sync.WaitGroup
}

// NewConn counts the connection.
func NewConn(conn net.Conn, open *sync.WaitGroup) *Conn {
	open.Add(1)
	return &Conn{Conn: conn, open: open}
}

// Close ends the connection.
func (c *Conn) Close() error {
	c.open.Done() // counts down again when Close is called again
	return c.Conn.Close()
}
