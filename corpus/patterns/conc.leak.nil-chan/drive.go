package main

import (
	"fmt"

	"fupan/patterns/internal/observe"
)

func main() {
	queue := NewQueue(8)
	fmt.Println("room:", queue.Room())
	for _, order := range []string{"order 1", "order 2"} {
		go queue.Push(order)
	}
	observe.Goroutines()
}
