//go:build wrong

package main

import "log"

// Accept takes an order and sends its receipt in the background.
func Accept(order string, receipt func(order string)) {
	defer logPanic(order)
	log.Println(order, "accepted")
	go receipt(order) // the recover of Accept does not reach into this goroutine
}

func logPanic(order string) {
	if r := recover(); r != nil {
		log.Println(order, "recovered:", r)
	}
}
