//go:build wrong

package main

import (
	"math/rand/v2"
	"time"
)

// Backend is a server and the time of the last exchange with it, as the shared store has it.
type Backend struct {
	Name           string
	Sent, Answered time.Time
}

// Jitter gives a pause before the next request: the slower the backend, the longer.
func Jitter(b Backend) time.Duration {
	took := b.Answered.Sub(b.Sent) // times of the wall clock: negative when it was set back in between
	return rand.N(took)
}
