// Program utils-go shows the leak of RPL-2014-0001: a helper that runs a function in a goroutine and sends its
// error on a channel without buffer, and callers that return before they read it. It is our own model of the
// mechanism, not the project's code. With `make(chan error, 1)` in Go no goroutine is left.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// Go runs f and hands its error to whoever reads the returned channel.
func Go(f func() error) chan error {
	ch := make(chan error)
	go func() {
		ch <- f()
	}()
	return ch
}

func copyStdin() error {
	time.Sleep(time.Millisecond)
	return nil
}

// attach starts the copy and returns early when the container does not start: nobody reads sendStdin then.
func attach(container int) error {
	sendStdin := Go(copyStdin)
	if container%2 == 1 {
		return errors.New("container did not start")
	}
	return <-sendStdin
}

func main() {
	for container := range 10 {
		if err := attach(container); err != nil {
			fmt.Printf("attach %d: %v\n", container, err)
		}
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("every attach has returned, goroutines left: %d\n\n", runtime.NumGoroutine()-1)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
