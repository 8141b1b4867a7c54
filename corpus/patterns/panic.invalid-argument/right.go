//go:build !wrong

package main

import (
	"math/rand/v2"
	"time"
)

// Pause gives a random time to wait before the next attempt, no longer than what is left.
func Pause(deadline time.Time) time.Duration {
	left := time.Until(deadline)
	if left <= 0 { // what comes from a clock can be zero or negative
		return 0
	}
	return rand.N(left)
}
