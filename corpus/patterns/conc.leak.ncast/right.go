//go:build !wrong

package main

import "context"

// Fastest asks all replicas and gives the answer that comes first.
func Fastest(ctx context.Context, replicas []string, ask func(context.Context, string) string) string {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan string, len(replicas)) // room for every answer
	for _, replica := range replicas {
		go func() {
			answers <- ask(ctx, replica)
		}()
	}
	return <-answers
}
