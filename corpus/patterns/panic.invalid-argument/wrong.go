//go:build wrong

package main

import (
	"math/rand/v2"
	"time"
)

// Pause gives a random time to wait before the next attempt, no longer than what is left.
func Pause(deadline time.Time) time.Duration {
	left := time.Until(deadline)
	return rand.N(left) // panics once the deadline has passed: left is not positive then
}
