//go:build wrong

package main

import (
	"context"
	"time"
)

// Fetch asks the backend and gives up after limit.
func Fetch(ctx context.Context, backend func() string, limit time.Duration) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()

	answer := make(chan string)
	go func() {
		answer <- backend() // nobody receives once the caller has given up
	}()

	select {
	case text := <-answer:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
