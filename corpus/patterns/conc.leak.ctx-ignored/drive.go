package main

import (
	"context"
	"fmt"

	"fupan/patterns/internal/observe"
)

func main() {
	stock := func(context.Context, string) int { return 7 }
	for _, item := range []string{"lamp", "chair", "table"} {
		ctx, cancel := context.WithCancel(context.Background())
		fmt.Printf("request: %d of %s\n", <-Watch(ctx, item, stock), item)
		cancel() // as net/http does when a handler has returned
	}
	observe.Goroutines()
}
