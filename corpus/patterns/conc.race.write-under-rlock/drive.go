package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	cache := &Cache{prices: map[string]int{"tea": 3}}
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * 10 * time.Millisecond)
			fmt.Println("tea:", cache.Price("tea"))
		})
	}
	wg.Wait()
}
