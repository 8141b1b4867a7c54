//go:build wrong && go1.21

package main

// Order is a row of the table.
type Order struct {
	ID   int
	Paid bool
}

// Unpaid gives the orders that are still to pay.
func Unpaid(orders []Order) []*Order {
	var unpaid []*Order
	for _, order := range orders {
		if !order.Paid {
			unpaid = append(unpaid, &order) // the address of the one variable of the whole loop
		}
	}
	return unpaid
}
