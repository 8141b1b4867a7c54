//go:build !wrong

package main

import "sync"

// Account holds the money of one customer.
type Account struct {
	mu      sync.Mutex
	balance int
}

// Deposit adds to the balance.
func (a *Account) Deposit(amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += amount
}

// Balance gives the balance.
func (a *Account) Balance() int {
	a.mu.Lock() // the same lock for every access
	defer a.mu.Unlock()
	return a.balance
}
