package main

import "fmt"

func main() {
	stored := []State{"new", "refunded", "paid"} // a newer release wrote "refunded"
	for _, state := range stored {
		next, err := Next(state)
		fmt.Printf("%s: next %q, error %v\n", state, next, err)
	}
}
