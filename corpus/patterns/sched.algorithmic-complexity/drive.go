package main

import (
	"fmt"
	"time"
)

// releases is how many pages are released while the time is taken.
const releases = 1000

func main() {
	small := perRelease(1_000)
	large := perRelease(50_000)
	fmt.Printf("1000 free pages: %v for each release\n", small)
	fmt.Printf("50000 free pages: %v for each release\n", large)
	fmt.Printf("50 times the data, %d times the time\n", large/max(small, 1))
}

// perRelease is the best of some rounds, so that a busy machine does not count.
func perRelease(stored int) time.Duration {
	best := time.Hour
	for range 5 {
		var free Freelist
		fill(&free, stored)
		began := time.Now()
		for page := range releases {
			if err := free.Release(stored + page); err != nil {
				fmt.Println(err)
			}
		}
		best = min(best, time.Since(began)/releases)
	}
	return best
}
