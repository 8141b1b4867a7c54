package main

import (
	"context"
	"errors"
	"fmt"

	"fupan/patterns/internal/observe"
)

func main() {
	charge := func(context.Context) error { return nil }
	reserve := func(context.Context) error { return errors.New("reserve: sold out") }
	for range 3 {
		fmt.Println("checkout:", Checkout(context.Background(), charge, reserve))
	}
	observe.Goroutines()
}
