//go:build wrong

package main

// Total has every order priced by a worker and adds the prices up.
func Total(orders []int, price func(order int) int) int {
	todo, prices := make(chan int), make(chan int)
	go func() {
		defer close(prices)
		for order := range todo {
			prices <- price(order)
		}
	}()

	for _, order := range orders {
		todo <- order // the worker cannot take the second one: it waits for us to take the first price
	}
	close(todo)

	total := 0
	for p := range prices {
		total += p
	}
	return total
}
