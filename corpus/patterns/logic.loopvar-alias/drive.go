package main

import "fmt"

func main() {
	orders := []Order{{ID: 7}, {ID: 8}, {ID: 9, Paid: true}}
	for _, order := range Unpaid(orders) {
		fmt.Printf("unpaid: %d (paid: %v) at %p\n", order.ID, order.Paid, order)
	}
}
