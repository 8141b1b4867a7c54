//go:build !wrong

package main

import "time"

// Expired says whether a lease has run out.
func Expired(lease *time.Timer) bool {
	select { // a receive that does not wait works before and after
	case <-lease.C:
		return true
	default:
		return false
	}
}
