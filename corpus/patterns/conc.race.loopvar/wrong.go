//go:build wrong && go1.21

package main

import "sync"

// Notify tells all users at once.
func Notify(users []string, send func(user string)) {
	var wg sync.WaitGroup
	for _, user := range users {
		wg.Add(1)
		go func() {
			defer wg.Done()
			send(user) // one variable for all iterations: the loop has moved on by now
		}()
	}
	wg.Wait()
}
