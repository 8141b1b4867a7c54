//go:build wrong

package main

import (
	"context"
	"sync"
)

// Import saves the rows with two workers and gives the first error.
func Import(ctx context.Context, rows []string, save func(context.Context, string) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan string)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for row := range queue {
				if err := save(ctx, row); err != nil {
					cancel(err)
					return
				}
			}
		})
	}
	for _, row := range rows {
		queue <- row // when both workers have left after an error, nobody ever takes it
	}
	close(queue)
	workers.Wait()
	return context.Cause(ctx)
}
