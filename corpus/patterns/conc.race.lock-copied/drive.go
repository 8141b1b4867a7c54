package main

import (
	"sync"
	"time"
)

func main() {
	hits := NewHits()
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * 10 * time.Millisecond)
			hits.Add("/orders")
		})
	}
	wg.Wait()
}
