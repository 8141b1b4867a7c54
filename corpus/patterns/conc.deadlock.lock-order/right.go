//go:build !wrong

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
	first, second := from, to
	if second.ID < first.ID {
		first, second = second, first // every transfer locks the smaller ID first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	from.cents -= cents
	to.cents += cents
}
