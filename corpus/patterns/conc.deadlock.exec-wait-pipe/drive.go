package main

import (
	"context"
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	observe.Returns(500*time.Millisecond, func() {
		out, err := RunHook(ctx, "sleep 1 & echo reloaded") // the sleep goes on after sh has ended
		fmt.Printf("hook printed %q, %v\n", out, err)
	})
	fmt.Println("context:", ctx.Err())
}
