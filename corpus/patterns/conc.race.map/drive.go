package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	runtime.GOMAXPROCS(4) // threads that the system interrupts anywhere, even where there is one CPU
	sessions := NewSessions()
	var wg sync.WaitGroup
	for _, user := range []string{"ada", "bob"} {
		wg.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					fmt.Println("recovered:", r)
				}
			}()
			for range 1_000_000 {
				sessions.Touch(user)
			}
		})
	}
	wg.Wait()
	fmt.Println("requests done")
}
