//go:build wrong

package main

import (
	"context"
	"time"
)

// Lookup asks the stock service for a product.
func Lookup(ctx context.Context, id int, ask func(context.Context, int) (int, error)) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Hour)
	stock, err := ask(ctx, id)
	if err != nil {
		return 0, err // cancel is not called: the child stays with its parent, and its timer armed, for an hour
	}
	cancel()
	return stock, nil
}
