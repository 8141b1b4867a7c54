// Command program models RPL-2020-0017: the lock has been taken and the stop channel is closed, both are ready, and a
// select picks "stopped" at random; then nobody releases the lock. It is our model of the mechanism, not Vault's code.
package main

import (
	"fmt"
	"sync"
	"time"
)

// grabLockOrStop returns true if it gave up before it had the lock - or so its callers believe.
func grabLockOrStop(lock func(), stop <-chan struct{}) (stopped bool) {
	grabbed := make(chan struct{})
	go func() {
		lock()
		close(grabbed) // nobody asks whether the other side is still waiting
	}()
	time.Sleep(10 * time.Millisecond) // both channels become ready before the select runs
	select {
	case <-stop:
		return true
	case <-grabbed:
		return false
	}
}

// Core stands for the server.
type Core struct {
	stateLock   sync.RWMutex
	perfStandby bool
}

// PerfStandby is asked for each request.
func (c *Core) PerfStandby() bool {
	c.stateLock.RLock()
	defer c.stateLock.RUnlock()
	return c.perfStandby
}

// runStandby loses the leadership and steps down.
func (c *Core) runStandby(stop <-chan struct{}) (stopped bool) {
	if grabLockOrStop(c.stateLock.Lock, stop) {
		return true
	}
	c.stateLock.Unlock()
	return false
}

func main() {
	stop := make(chan struct{})
	close(stop)
	c := &Core{}
	for !c.runStandby(stop) { // until the coin falls on the other side
	}
	fmt.Println("stopped: the caller believes that it has no lock")
	var requests sync.WaitGroup
	for range 3 {
		requests.Go(func() { c.PerfStandby() })
	}
	requests.Wait()
}
