// Program main reproduces the deadlock of RPL-2026-0009 (sarama offset manager), a circle of four goroutines:
// A holds broker.lock and wants to read pomsLock, B waits to write pomsLock, C reads pomsLock and wants to write
// brokerLock, D holds brokerLock and wants broker.lock. This is our model, not the project's code.
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type Broker struct{ lock sync.Mutex }

type offsetManager struct {
	broker     *Broker
	brokerLock sync.RWMutex
	pomsLock   sync.RWMutex
	poms       map[string]int
	begin      sync.WaitGroup // only the model has these two
	queued     chan struct{}
}

func (om *offsetManager) meet() {
	om.begin.Done()
	om.begin.Wait()
	<-om.queued
}

// flushToBroker is A: it builds the request under the lock of the broker.
func (om *offsetManager) flushToBroker() {
	om.broker.lock.Lock()
	defer om.broker.lock.Unlock()
	om.meet()
	om.constructRequest()
}

func (om *offsetManager) constructRequest() int {
	om.pomsLock.RLock()
	defer om.pomsLock.RUnlock()
	return len(om.poms)
}

// releasePOMs is B.
func (om *offsetManager) releasePOMs() {
	om.pomsLock.Lock()
	defer om.pomsLock.Unlock()
	clear(om.poms)
}

// handleResponse is C: the broker is no longer the coordinator.
func (om *offsetManager) handleResponse() {
	om.pomsLock.RLock()
	defer om.pomsLock.RUnlock()
	om.meet()
	om.releaseCoordinator()
}

func (om *offsetManager) releaseCoordinator() {
	om.brokerLock.Lock()
	defer om.brokerLock.Unlock()
	om.broker = nil
}

// coordinator is D: it opens a connection to the new coordinator.
func (om *offsetManager) coordinator() {
	om.brokerLock.Lock()
	defer om.brokerLock.Unlock()
	om.meet()
	om.broker.lock.Lock()
	defer om.broker.lock.Unlock()
}

func main() {
	om := &offsetManager{broker: &Broker{}, poms: map[string]int{}, queued: make(chan struct{})}
	om.begin.Add(3)
	go om.flushToBroker()
	go om.handleResponse()
	go om.coordinator()
	om.begin.Wait()
	go om.releasePOMs()
	for om.pomsLock.TryRLock() { // until the writer is queued
		om.pomsLock.RUnlock()
		runtime.Gosched()
	}
	close(om.queued)
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
