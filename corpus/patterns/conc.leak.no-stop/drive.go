package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	var refreshed atomic.Int64
	server := &Server{}
	for range 4 {
		server.Reload(40*time.Millisecond, func() { refreshed.Add(1) })
	}
	server.cache.Close() // the service ends its last cache
	time.Sleep(20 * time.Millisecond)

	refreshed.Store(0)
	time.Sleep(100 * time.Millisecond)
	fmt.Println("still refreshing after the end:", refreshed.Load() > 0)
	observe.Goroutines()
}
