//go:build wrong

package main

import "sync"

// Flush writes all batches at once and returns when they are written.
func Flush(batches []string, write func(batch string)) {
	var wg sync.WaitGroup
	for _, batch := range batches {
		go func() {
			wg.Add(1) // runs some time later: Wait below finds 0 and returns at once
			defer wg.Done()
			write(batch)
		}()
	}
	wg.Wait()
}
