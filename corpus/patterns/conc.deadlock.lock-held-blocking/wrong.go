//go:build wrong

package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync"
)

// Rates holds the price of a euro, which a peer sends now and then.
type Rates struct {
	mu    sync.Mutex
	cents uint64
}

// Euro gives the price that was read last.
func (r *Rates) Euro() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cents
}

// Refresh reads the next price from the peer.
func (r *Rates) Refresh(peer net.Conn) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var next [8]byte
	if _, err := io.ReadFull(peer, next[:]); err != nil { // waits for the peer with mu held: every Euro waits too
		return fmt.Errorf("refresh: %w", err)
	}
	r.cents = binary.BigEndian.Uint64(next[:])
	return nil
}
