//go:build wrong

package main

import (
	"errors"
	"sync"
)

// ErrSoldOut says that there is no such item left.
var ErrSoldOut = errors.New("sold out")

// Stock counts items.
type Stock struct {
	mu   sync.Mutex
	left map[string]int
}

// Take takes one item out of the stock.
func (s *Stock) Take(item string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left[item] == 0 {
		s.mu.Unlock() // the deferred Unlock runs as well, on a mutex that is not locked any more
		return ErrSoldOut
	}
	s.left[item]--
	return nil
}
