//go:build wrong

package main

import "time"

// Batch collects lines and flushes them every minute, until lines is closed.
func Batch(lines <-chan string, flush func([]string)) {
	var batch []string
	for {
		ticker := time.NewTicker(time.Minute) // one more for each line; below Go 1.23 only Stop frees it
		select {
		case line, ok := <-lines:
			if !ok {
				flush(batch)
				return
			}
			batch = append(batch, line)
		case <-ticker.C:
			flush(batch)
			batch = nil
		}
	}
}
