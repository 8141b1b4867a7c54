package main

import (
	"fmt"
	"sync"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	limits := &Limits{perUser: map[string]int{}, fallback: 10}
	end := time.Now().Add(300 * time.Millisecond)
	var clients sync.WaitGroup
	clients.Go(func() {
		for time.Now().Before(end) {
			limits.Of("anna")
		}
	})
	clients.Go(func() {
		for time.Now().Before(end) {
			limits.SetDefault(20)
		}
	})
	if observe.Returns(time.Second, clients.Wait) {
		fmt.Println("all done, the limit is", limits.Of("anna"))
	}
}
