//go:build !wrong

package main

import (
	"errors"
	"sync"
)

// ErrLimit says that the order is above the limit.
var ErrLimit = errors.New("order above the limit")

// Order adds up items.
type Order struct {
	mu    sync.Mutex
	cents []int
}

// Total gives the sum of all items.
func (o *Order) Total() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.totalLocked()
}

func (o *Order) totalLocked() int {
	sum := 0
	for _, cents := range o.cents {
		sum += cents
	}
	return sum
}

// Add puts an item into the order.
func (o *Order) Add(cents int) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.totalLocked()+cents > 10000 { // does not lock: its callers hold mu
		return ErrLimit
	}
	o.cents = append(o.cents, cents)
	return nil
}
