// Command program models RPL-2021-0002: a helper runs a call in a goroutine and returns on timeout; the goroutine then
// sends its result to nobody. It is our model of the mechanism, not the code of go-zero.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

// DoWithTimeout returns the result of fn or the error of the deadline.
func DoWithTimeout(fn func() error, timeout time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	done := make(chan error) // the fix: capacity 1
	panicChan := make(chan any, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				panicChan <- p
			}
		}()
		done <- fn()
		close(done)
	}()
	select {
	case p := <-panicChan:
		panic(p)
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func slowDependency() error {
	time.Sleep(60 * time.Millisecond)
	return nil
}

func main() {
	for range 3 {
		fmt.Println("call:", DoWithTimeout(slowDependency, 20*time.Millisecond))
	}
	time.Sleep(200 * time.Millisecond) // the dependency has answered all three
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
