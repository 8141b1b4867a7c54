//go:build !wrong

package main

import "errors"

// Shards spreads users over the backends that discovery reports.
type Shards struct {
	backends []string
}

// Pick gives the backend of a user.
func (s *Shards) Pick(user int) (string, error) {
	if len(s.backends) == 0 { // the divisor comes from outside
		return "", errors.New("shards: no backend")
	}
	return s.backends[user%len(s.backends)], nil
}
