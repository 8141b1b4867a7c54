//go:build wrong

package main

import (
	"strconv"
)

// Order is one line of the export.
type Order struct {
	ID    int
	Cents int
}

// Export writes all orders as one text.
func Export(orders []Order) string {
	text := ""
	for _, order := range orders {
		text += strconv.Itoa(order.ID) + ";" + strconv.Itoa(order.Cents) + "\n" // copies all lines so far
	}
	return text
}
