//go:build !wrong

package main

import "time"

// Batch collects events and hands them on whenever no new one has come for a while.
func Batch(events <-chan string, idle time.Duration, flush func([]string)) {
	var batch []string
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for {
		select {
		case event, ok := <-events:
			if !ok {
				flush(batch)
				return
			}
			batch = append(batch, event)
		case <-timer.C:
			flush(batch)
			batch = nil
		}
		timer.Reset(idle) // since Go 1.23 no old tick is left after it: there is nothing to drain
	}
}
