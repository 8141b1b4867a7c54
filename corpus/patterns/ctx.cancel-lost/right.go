//go:build !wrong

package main

import (
	"context"
	"time"
)

// Lookup asks the stock service for a product.
func Lookup(ctx context.Context, id int, ask func(context.Context, int) (int, error)) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Hour)
	defer cancel() // on every path
	stock, err := ask(ctx, id)
	if err != nil {
		return 0, err
	}
	return stock, nil
}
