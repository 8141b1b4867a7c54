//go:build !wrong

package main

// Order is a row of the table.
type Order struct {
	ID   int
	Paid bool
}

// Unpaid gives the orders that are still to pay.
func Unpaid(orders []Order) []*Order {
	var unpaid []*Order
	for _, order := range orders { // since go 1.22 in go.mod: one variable for each iteration
		if !order.Paid {
			unpaid = append(unpaid, &order)
		}
	}
	return unpaid
}
