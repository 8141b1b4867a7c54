//go:build !wrong

package main

import "time"

// Lifetime is how long a certificate may be valid.
const Lifetime = 90 * 24 * time.Hour

// Validity gives the first and the last second of a certificate; both belong to it (RFC 5280, 4.1.2.5).
func Validity(issued time.Time) (notBefore, notAfter time.Time) {
	return issued, issued.Add(Lifetime - time.Second) // the last second is within the lifetime
}
