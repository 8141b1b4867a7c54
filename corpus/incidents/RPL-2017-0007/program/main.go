// Program probe shows the leak of RPL-2017-0007: the monitor returns at a stop signal while a probe is running, and the
// probe then sends its result on a channel without buffer. It is our own model of the mechanism, not the project's
// code. With capacity 1 and a receive before the return no goroutine is left.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type result struct {
	exitCode int
}

// probe runs a health check; it takes a while to follow a cancel.
func probe(ctx context.Context) result {
	<-ctx.Done()
	time.Sleep(10 * time.Millisecond)
	return result{exitCode: -1}
}

func monitor(stop <-chan struct{}) {
	for {
		ctx, cancelProbe := context.WithTimeout(context.Background(), time.Second)
		results := make(chan result)
		go func() {
			results <- probe(ctx)
			close(results)
		}()
		select {
		case <-stop:
			cancelProbe() // stops the probe and does not wait for it
			return
		case r := <-results:
			fmt.Println("exit code", r.exitCode)
			cancelProbe()
		}
	}
}

func main() {
	var monitors sync.WaitGroup
	for range 5 { // containers
		stop := make(chan struct{})
		monitors.Go(func() { monitor(stop) })
		time.AfterFunc(20*time.Millisecond, func() { close(stop) })
	}
	monitors.Wait()
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("5 containers stopped, goroutines left: %d\n\n", runtime.NumGoroutine()-1)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
