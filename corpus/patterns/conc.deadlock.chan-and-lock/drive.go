package main

import (
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	hub := &Hub{subs: map[string]chan string{}}
	orders := hub.Subscribe("billing")
	go func() {
		fmt.Println("billing got", <-orders)
		time.Sleep(20 * time.Millisecond) // works on it
		hub.Unsubscribe("billing")
	}()
	if observe.Returns(200*time.Millisecond, func() {
		for _, order := range []string{"order 1", "order 2", "order 3"} {
			hub.Publish(order)
		}
	}) {
		fmt.Println("all published")
		observe.Goroutines()
	}
}
