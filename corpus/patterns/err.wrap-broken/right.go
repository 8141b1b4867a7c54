//go:build !wrong

package main

import (
	"errors"
	"fmt"
	"net/http"
)

// ErrNotFound says that there is no such order.
var ErrNotFound = errors.New("not found")

// Load gives an order.
func Load(orders map[string]string, id string) (string, error) {
	order, err := query(orders, id)
	if err != nil {
		return "", fmt.Errorf("load order %s: %w", id, err) // %w keeps the error in the chain
	}
	return order, nil
}

// Status gives the status to answer with.
func Status(err error) int {
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, ErrNotFound):
		return http.StatusNotFound
	default:
		return http.StatusInternalServerError
	}
}
