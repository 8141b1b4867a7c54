//go:build !wrong

package main

import "context"

// Checkout charges the customer while it reserves the goods.
func Checkout(ctx context.Context, charge, reserve func(context.Context) error) error {
	charged := make(chan error, 1) // room for the result, whether or not somebody takes it
	go func() {
		charged <- charge(ctx)
	}()
	if err := reserve(ctx); err != nil {
		return err
	}
	return <-charged
}
