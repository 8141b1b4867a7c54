//go:build !wrong

package main

import (
	"fmt"
	"time"
)

// Interval reads how often the service polls out of its configuration.
func Interval(setting string) (time.Duration, error) {
	every, err := time.ParseDuration(setting) // "30s" or "30ms": refuses a number without a unit
	if err != nil {
		return 0, fmt.Errorf("poll interval: %w", err)
	}
	return every, nil
}
