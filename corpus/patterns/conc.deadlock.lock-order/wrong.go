//go:build wrong

package main

import "sync"

// Account holds money.
type Account struct {
	ID    int
	mu    sync.Mutex
	cents int
}

// Transfer moves money from one account to another.
func Transfer(from, to *Account, cents int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock() // a transfer the other way round has locked this one and wants ours
	defer to.mu.Unlock()
	from.cents -= cents
	to.cents += cents
}
