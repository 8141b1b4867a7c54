package main

import (
	"fmt"
	"syscall"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	errs := make(chan error, 3)
	for range 3 {
		var pipe [2]int // a device that never answers: nobody writes into the other end
		if err := syscall.Pipe(pipe[:]); err != nil {
			fmt.Println(err)
			return
		}
		go func() {
			_, err := ReadDevice(pipe[0], 20*time.Millisecond)
			errs <- err
		}()
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Println("back after 100 ms:", len(errs), "of 3")
	for range len(errs) {
		fmt.Println("read:", <-errs)
	}
	observe.Goroutines()
}
