package main

import (
	"context"
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	slow := func() string {
		time.Sleep(50 * time.Millisecond)
		return "late"
	}
	for range 3 {
		_, err := Fetch(context.Background(), slow, 10*time.Millisecond)
		fmt.Println("fetch:", err)
	}
	observe.Goroutines()
}
