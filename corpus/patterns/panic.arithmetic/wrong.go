//go:build wrong

package main

// Shards spreads users over the backends that discovery reports.
type Shards struct {
	backends []string
}

// Pick gives the backend of a user.
func (s *Shards) Pick(user int) (string, error) {
	return s.backends[user%len(s.backends)], nil // no backend reported: a division by zero
}
