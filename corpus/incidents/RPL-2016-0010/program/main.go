// Program healthcheck-stop shows the deadlock of RPL-2016-0010: the stop signal is an unbuffered send under the lock of
// the container, and the monitor that would receive it waits for this lock with a probe result in hand. It is our own
// model of the mechanism, not the project's code. With close(h.stop) in CloseMonitorChannel both end.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// Health is the state of the health check of a container.
type Health struct {
	stop chan struct{}
}

// CloseMonitorChannel tells the monitor to stop; the caller holds the lock of the container.
func (h *Health) CloseMonitorChannel() {
	h.stop <- struct{}{}
	h.stop = nil
}

// Container has one lock for all of its state.
type Container struct {
	sync.Mutex
	Health  Health
	Healthy bool
}

func handleProbeResult(c *Container, result bool) {
	c.Lock()
	defer c.Unlock()
	c.Healthy = result
}

func monitor(c *Container, stop <-chan struct{}, results <-chan bool) {
	for {
		select {
		case <-stop:
			return
		case result := <-results:
			handleProbeResult(c, result)
		}
	}
}

// containerStop stops a container while a probe has just ended.
func containerStop(c *Container, results chan<- bool) {
	c.Lock()
	defer c.Unlock()
	results <- true // the monitor takes the result and wants the lock
	c.Health.CloseMonitorChannel()
}

func main() {
	c := &Container{Health: Health{stop: make(chan struct{})}}
	results := make(chan bool)
	go monitor(c, c.Health.stop, results)
	go containerStop(c, results)
	time.Sleep(150 * time.Millisecond)
	fmt.Print("docker stop has not returned\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
