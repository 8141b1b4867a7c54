package main

import (
	"errors"
	"fmt"
)

func query(orders map[string]string, id string) (string, error) {
	order, ok := orders[id]
	if !ok {
		return "", ErrNotFound
	}
	return order, nil
}

func main() {
	orders := map[string]string{"7": "tea"}
	for _, id := range []string{"7", "8"} {
		_, err := Load(orders, id)
		fmt.Printf("GET /orders/%s: %d (error: %v)\n", id, Status(err), err)
		for err != nil {
			fmt.Printf("\t%T: %v\n", err, err)
			err = errors.Unwrap(err)
		}
	}
}
