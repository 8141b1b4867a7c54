//go:build !wrong

package main

import "fmt"

// State is where an order stands.
type State string

// Next gives the state that follows.
func Next(state State) (State, error) {
	switch state {
	case "new":
		return "paid", nil
	case "paid":
		return "shipped", nil
	default:
		return "", fmt.Errorf("order: no state after %q", state) // one order fails, not the process
	}
}
