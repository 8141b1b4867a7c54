//go:build !wrong

package main

import (
	"context"
	"time"
)

// Load gives a product; callers that ask for the same one at the same time share one query.
func Load(ctx context.Context, flights *Group, id string, query func(context.Context) (string, error)) (string, error) {
	return flights.Do(id, func() (string, error) {
		shared, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second) // of nobody, and bounded
		defer cancel()
		return query(shared)
	})
}
