//go:build wrong

package main

import "sync"

// FetchAll asks for all orders at once.
func FetchAll(ids []int, fetch func(id int) string) []string {
	var orders []string
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(func() {
			order := fetch(id)
			orders = append(orders, order) // reads, grows and writes back one slice header, unguarded
		})
	}
	wg.Wait()
	return orders
}
