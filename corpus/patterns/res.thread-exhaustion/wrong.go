//go:build wrong

package main

import "sync"

// Poll reads every sensor once; read is a system call that blocks until the sensor answers.
func Poll(sensors []int, read func(int)) {
	var all sync.WaitGroup
	for _, sensor := range sensors {
		all.Go(func() {
			read(sensor) // keeps an OS thread for as long as the sensor is silent
		})
	}
	all.Wait()
}
