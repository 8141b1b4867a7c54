package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"time"
)

func main() {
	const count = 5000
	orders := make(chan int, count)
	for order := range count {
		orders <- order
	}
	close(orders)

	answer := make(chan struct{}) // the mail server is slow: no answer for now
	var mails sync.WaitGroup
	mails.Add(count)
	go Consume(orders, func(int) {
		defer mails.Done()
		smtp(answer)
	})
	time.Sleep(300 * time.Millisecond)

	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	fmt.Printf("orders in the queue: %d, goroutines: %d, stacks %.1f MB\n",
		len(orders), runtime.NumGoroutine(), float64(stats.StackInuse)/1e6)
	var profile strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&profile, 1); err != nil {
		fmt.Println(err)
	}
	largest, _, _ := strings.Cut(profile.String(), "\n\n")
	fmt.Printf("\n/debug/pprof/goroutine?debug=1 begins with:\n%s\n", largest)

	profile.Reset()
	if err := pprof.Lookup("goroutine").WriteTo(&profile, 2); err != nil {
		fmt.Println(err)
	}
	for one := range strings.SplitSeq(profile.String(), "\n\n") {
		if strings.Contains(one, "main.smtp") {
			fmt.Printf("\none of them with ?debug=2:\n%s\n", one)
			break
		}
	}

	close(answer)
	mails.Wait()
}

// smtp waits for the mail server.
func smtp(answer <-chan struct{}) { <-answer }
