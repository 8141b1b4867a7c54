package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	var mu sync.Mutex
	beats := map[string]int{}
	alive := func(job string) {
		mu.Lock()
		defer mu.Unlock()
		beats[job]++
	}
	work := func(context.Context) { time.Sleep(25 * time.Millisecond) }

	service := context.Background()
	for _, job := range []string{"job 1", "job 2", "job 3"} {
		Run(service, job, work, alive)
		fmt.Println("done:", job)
	}

	time.Sleep(20 * time.Millisecond)
	mu.Lock()
	clear(beats)
	mu.Unlock()
	time.Sleep(100 * time.Millisecond)
	mu.Lock()
	fmt.Println("finished jobs that still call themselves alive:", len(beats))
	mu.Unlock()
	observe.Goroutines()
}
