//go:build !wrong

package main

import "time"

// Relay hands the orders on, and calls idle when none has come for a minute.
func Relay(orders <-chan int, handle func(int), idle func()) {
	timer := time.NewTimer(time.Minute) // one for the whole loop
	defer timer.Stop()
	for {
		select {
		case order, ok := <-orders:
			if !ok {
				return
			}
			handle(order)
		case <-timer.C:
			idle()
		}
		if !timer.Stop() { // below Go 1.23 a value may be left in the channel
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Minute)
	}
}
