//go:build wrong

package main

import "context"

// Checkout charges the customer while it reserves the goods.
func Checkout(ctx context.Context, charge, reserve func(context.Context) error) error {
	charged := make(chan error)
	go func() {
		charged <- charge(ctx)
	}()
	if err := reserve(ctx); err != nil {
		return err // leaves before the receive: the goroutine stays in its send
	}
	return <-charged
}
