//go:build !wrong

package main

import "sync"

// Flush writes all batches at once and returns when they are written.
func Flush(batches []string, write func(batch string)) {
	var wg sync.WaitGroup
	for _, batch := range batches {
		wg.Add(1) // before the go statement, so before Wait
		go func() {
			defer wg.Done()
			write(batch)
		}()
	}
	wg.Wait()
}
