package main

import (
	"fmt"
	"sync"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	limits := &Limits{perUser: map[string]int{}, fallback: 10}
	end := time.Now().Add(500 * time.Millisecond)
	var clients sync.WaitGroup
	clients.Go(func() {
		for time.Now().Before(end) {
			for range 1000 {
				limits.Of("anna")
			}
		}
	})
	clients.Go(func() {
		for time.Now().Before(end) {
			limits.SetDefault(20)
		}
	})
	if observe.Returns(1200*time.Millisecond, clients.Wait) {
		fmt.Println("all done, the limit is", limits.Of("anna"))
	}
}
