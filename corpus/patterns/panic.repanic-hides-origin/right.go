//go:build !wrong

package main

import (
	"fmt"
	"runtime/debug"
)

// Checkout computes the total of a cart, article by article.
func Checkout(cart []string, price func(article string) int) (total int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("checkout: %v\n%s", r, debug.Stack()) // the first value and its stack
		}
	}()
	for _, article := range cart {
		total += price(article)
	}
	return total, nil
}
