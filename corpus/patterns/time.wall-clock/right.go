//go:build !wrong

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
	took := b.Answered.Sub(b.Sent)
	if took <= 0 { // the clock was set back: the difference says nothing
		took = time.Second
	}
	return rand.N(took)
}
