//go:build wrong

package main

import "time"

// Expired says whether a lease has run out.
func Expired(lease *time.Timer) bool {
	return len(lease.C) > 0 // with go 1.23 or later in go.mod the channel has no buffer: always 0
}
