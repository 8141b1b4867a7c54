package main

import (
	"context"
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	ask := func(_ context.Context, replica string) string {
		if replica != "replica 1" {
			time.Sleep(20 * time.Millisecond)
		}
		return "42 from " + replica
	}
	replicas := []string{"replica 1", "replica 2", "replica 3", "replica 4"}
	fmt.Println("answer:", Fastest(context.Background(), replicas, ask))
	observe.Goroutines()
}
