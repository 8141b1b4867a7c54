//go:build wrong

package main

import (
	"log"
	"sync"
)

// NotifyAll sends the news to all users at once and waits until that is done.
func NotifyAll(users []string, send func(user string) error) {
	var sending sync.WaitGroup
	for _, user := range users {
		sending.Add(1)
		go func() {
			if err := send(user); err != nil {
				log.Print(err)
				return // without Done: Wait never comes back
			}
			sending.Done()
		}()
	}
	sending.Wait()
}
