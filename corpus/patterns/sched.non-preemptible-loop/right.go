//go:build !wrong

package main

import "runtime"

// Checksum goes over the data many times.
func Checksum(data []uint32, rounds int) (sum uint32) {
	for range rounds {
		for _, word := range data {
			sum = sum<<5 - sum + word
		}
		runtime.Gosched() // a safe point once a round; Go 1.14 and later need none
	}
	return sum
}
