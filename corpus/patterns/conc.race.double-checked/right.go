//go:build !wrong

package main

import "sync"

var limits = sync.OnceValue(load) // orders every caller after the one that loads

// Current gives the limits, which the first caller loads.
func Current() *Limits {
	return limits()
}
