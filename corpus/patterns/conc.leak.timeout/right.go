//go:build !wrong

package main

import (
	"context"
	"time"
)

// Fetch asks the backend and gives up after limit.
func Fetch(ctx context.Context, backend func() string, limit time.Duration) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()

	answer := make(chan string, 1)
	go func() {
		answer <- backend() // the buffer takes it, whether or not somebody waits
	}()

	select {
	case text := <-answer:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
