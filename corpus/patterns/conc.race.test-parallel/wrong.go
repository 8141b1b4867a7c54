//go:build wrong

package main

import "testing"

// TestShip expects that an order is shipped.
func TestShip(t *testing.T) {
	shipped := ship(t.Context(), "order 7")
	go func() {
		if err := <-shipped; err != nil {
			t.Errorf("ship: %v", err) // nobody waits for this: the test is over by now
		}
	}()
}
