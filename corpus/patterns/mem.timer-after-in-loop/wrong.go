//go:build wrong

package main

import "time"

// Relay hands the orders on, and calls idle when none has come for a minute.
func Relay(orders <-chan int, handle func(int), idle func()) {
	for {
		select {
		case order, ok := <-orders:
			if !ok {
				return
			}
			handle(order)
		case <-time.After(time.Minute): // one more timer for each order; below Go 1.23 it lives until it fires
			idle()
		}
	}
}
