//go:build !wrong

package main

import "time"

// Batch collects lines and flushes them every minute, until lines is closed.
func Batch(lines <-chan string, flush func([]string)) {
	var batch []string
	ticker := time.NewTicker(time.Minute) // one for the whole loop
	defer ticker.Stop()
	for {
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
