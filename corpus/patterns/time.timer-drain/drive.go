package main

import (
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	events := make(chan string)
	go func() {
		events <- "login"
		time.Sleep(50 * time.Millisecond) // longer than idle
		select {
		case events <- "logout":
		case <-time.After(100 * time.Millisecond):
			fmt.Println("nobody has taken the second event for 100 ms")
		}
		close(events)
	}()
	observe.Returns(200*time.Millisecond, func() {
		Batch(events, 10*time.Millisecond, func(batch []string) {
			if len(batch) > 0 {
				fmt.Println("flushed:", batch)
			}
		})
	})
}
