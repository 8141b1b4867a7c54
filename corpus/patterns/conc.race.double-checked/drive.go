package main

import (
	"fmt"
	"sync"
	"time"
)

// Limits is what one user may do.
type Limits struct {
	OrdersPerMinute int
}

func load() *Limits {
	return &Limits{OrdersPerMinute: 60}
}

func main() {
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * 10 * time.Millisecond)
			fmt.Println("orders per minute:", Current().OrdersPerMinute)
		})
	}
	wg.Wait()
}
