//go:build wrong

package main

// Checksum goes over the data many times. There is no call in its loops.
func Checksum(data []uint32, rounds int) (sum uint32) {
	for range rounds {
		for _, word := range data { // no safe point: before Go 1.14 nothing can stop this goroutine here
			sum = sum<<5 - sum + word
		}
	}
	return sum
}
