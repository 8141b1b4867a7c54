//go:build wrong

package main

import (
	"fmt"
	"sync"
)

// Conn is one open connection with its send buffer.
type Conn struct {
	ID  string
	out []byte
}

// Hub knows the connections that are open.
type Hub struct {
	mu    sync.Mutex
	conns map[string]*Conn
}

// Serve registers a connection, talks to its client until the client leaves, and takes it out again.
func (h *Hub) Serve(id string, talk func(*Conn) error) error {
	conn := &Conn{ID: id, out: make([]byte, 4096)}
	h.mu.Lock()
	h.conns[id] = conn
	h.mu.Unlock()

	if err := talk(conn); err != nil {
		return fmt.Errorf("serve: %w", err) // this path leaves the connection in the map for ever
	}
	h.remove(id)
	return nil
}

func (h *Hub) remove(id string) {
	h.mu.Lock()
	delete(h.conns, id)
	h.mu.Unlock()
}
