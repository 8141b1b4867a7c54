//go:build !wrong

package main

import (
	"runtime"
	"sync"
)

// Render renders the pages with as many workers as there are processors.
func Render(pages []string, render func(page string)) (workers int) {
	workers = runtime.GOMAXPROCS(0) // follows the quota of the container since go 1.25, and what was set by hand
	queue := make(chan string, len(pages))
	for _, page := range pages {
		queue <- page
	}
	close(queue)
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for page := range queue {
				render(page)
			}
		})
	}
	running.Wait()
	return workers
}
