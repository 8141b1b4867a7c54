package main

import (
	"errors"
	"fmt"

	"fupan/patterns/internal/observe"
)

func main() {
	lookup := func(item string) (int, error) {
		if item == "lamp" {
			return 1900, nil
		}
		return 0, errors.New("not found")
	}
	for _, item := range []string{"lamp", "chair", "table"} {
		fmt.Println(Price(item, lookup))
	}
	observe.Goroutines()
}
