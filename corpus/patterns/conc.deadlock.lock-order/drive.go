package main

import (
	"fmt"
	"sync"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	anna, ben := &Account{ID: 1, cents: 1000}, &Account{ID: 2, cents: 1000}
	end := time.Now().Add(500 * time.Millisecond)
	busy := func(from, to *Account) func() {
		return func() {
			for time.Now().Before(end) {
				for range 1000 {
					Transfer(from, to, 1)
				}
			}
		}
	}
	var clients sync.WaitGroup
	clients.Go(busy(anna, ben))
	clients.Go(busy(ben, anna))
	if observe.Returns(1200*time.Millisecond, clients.Wait) {
		fmt.Println("all transfers done, together", anna.cents+ben.cents)
	}
}
