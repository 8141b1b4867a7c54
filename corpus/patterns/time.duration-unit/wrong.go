//go:build wrong

package main

import (
	"fmt"
	"strconv"
	"time"
)

// Interval reads how often the service polls out of its configuration.
func Interval(setting string) (time.Duration, error) {
	n, err := strconv.Atoi(setting)
	if err != nil {
		return 0, fmt.Errorf("poll interval: %w", err)
	}
	return time.Duration(n), nil // a Duration counts nanoseconds, whatever the writer of "30" had in mind
}
