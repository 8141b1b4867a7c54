//go:build !wrong

package main

import "sync"

// Poll reads every sensor once; read is a system call that blocks until the sensor answers.
func Poll(sensors []int, read func(int)) {
	var all sync.WaitGroup
	slots := make(chan struct{}, 8)
	for _, sensor := range sensors {
		slots <- struct{}{} // no more than eight threads are blocked at a time
		all.Go(func() {
			defer func() { <-slots }()
			read(sensor)
		})
	}
	all.Wait()
}
