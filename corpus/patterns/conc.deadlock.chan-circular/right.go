//go:build !wrong

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

	go func() { // sends on its own, so that the loop below takes prices from the first one on
		defer close(todo)
		for _, order := range orders {
			todo <- order
		}
	}()

	total := 0
	for p := range prices {
		total += p
	}
	return total
}
