package main

import (
	"context"
	"fmt"
	"syscall"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	orders := make(chan int)
	go Deliver(ctx, orders, func(order int) { fmt.Println("order", order) })
	orders <- 1
	before, began := cpuTime(), time.Now()
	time.Sleep(300 * time.Millisecond)
	fmt.Printf("nothing to do for %v, CPU used: %v\n", time.Since(began).Round(10*time.Millisecond), (cpuTime() - before).Round(10*time.Millisecond))
	observe.Dump()
	cancel()
}

// cpuTime is what the process has used so far.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fmt.Println(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
