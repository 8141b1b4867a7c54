//go:build wrong

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
	return a.balance // reads without the lock that Deposit writes under
}
