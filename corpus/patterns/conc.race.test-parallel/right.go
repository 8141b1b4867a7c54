//go:build !wrong

package main

import "testing"

// TestShip expects that an order is shipped.
func TestShip(t *testing.T) {
	shipped := ship(t.Context(), "order 7")
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := <-shipped; err != nil {
			t.Errorf("ship: %v", err)
		}
	}()
	<-done // the test returns after its goroutine
}
