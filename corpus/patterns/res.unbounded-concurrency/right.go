//go:build !wrong

package main

import "sync"

// Consume sends a mail for each order, until orders is closed.
func Consume(orders <-chan int, mail func(int)) {
	var workers sync.WaitGroup
	for range 16 { // no more than 16 mails at a time: the rest stays data in the queue
		workers.Go(func() {
			for order := range orders {
				mail(order)
			}
		})
	}
	workers.Wait()
}
