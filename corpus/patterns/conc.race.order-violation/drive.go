package main

import (
	"sync"
	"time"
)

func main() {
	var poller Poller
	var wg sync.WaitGroup
	wg.Go(func() {
		poller.Run(func() { time.Sleep(time.Millisecond) })
	})
	time.Sleep(10 * time.Millisecond)
	poller.Stop()
	wg.Wait()
}
