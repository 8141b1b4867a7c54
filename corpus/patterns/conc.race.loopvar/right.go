//go:build !wrong

package main

import "sync"

// Notify tells all users at once.
func Notify(users []string, send func(user string)) {
	var wg sync.WaitGroup
	for _, user := range users { // since go 1.22 in go.mod: one variable for each iteration
		wg.Add(1)
		go func() {
			defer wg.Done()
			send(user)
		}()
	}
	wg.Wait()
}
