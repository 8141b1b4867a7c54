package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	account := &Account{}
	var wg sync.WaitGroup
	wg.Go(func() { account.Deposit(100) })
	wg.Go(func() {
		time.Sleep(10 * time.Millisecond)
		fmt.Println("balance:", account.Balance())
	})
	wg.Wait()
}
