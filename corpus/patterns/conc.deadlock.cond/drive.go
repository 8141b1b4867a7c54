package main

import (
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

// settle gives the waiters the time to go to sleep.
func settle() { time.Sleep(20 * time.Millisecond) }

func main() {
	jobs := NewJobs()
	for _, job := range []string{"index", "backup"} {
		go func() {
			jobs.Wait(job)
			fmt.Println("woken:", job)
		}()
		settle()
	}
	for _, job := range []string{"backup", "index"} {
		jobs.Finish(job)
		fmt.Println("finished:", job)
		settle()
	}
	observe.Goroutines()
}
