//go:build !wrong

package main

import "sync"

// FetchAll asks for all orders at once.
func FetchAll(ids []int, fetch func(id int) string) []string {
	orders := make([]string, len(ids))
	var wg sync.WaitGroup
	for i, id := range ids {
		wg.Go(func() {
			order := fetch(id)
			orders[i] = order // each goroutine has an element of its own
		})
	}
	wg.Wait()
	return orders
}
