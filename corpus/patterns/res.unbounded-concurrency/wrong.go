//go:build wrong

package main

// Consume sends a mail for each order, until orders is closed.
func Consume(orders <-chan int, mail func(int)) {
	for order := range orders {
		go mail(order) // takes orders faster than mails go out: the queue turns into goroutines
	}
}
