// Program main reproduces the deadlock of RPL-2026-0003 (client-go informer): distribute holds the read lock and
// sends to a listener that nobody reads yet; run, which starts the readers, needs the read lock too, and between the
// two a resync check waits for the write lock, so run queues behind it. This is our model, not the project's code.
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type processorListener struct{ addCh chan string }

func (l *processorListener) add(obj string) { l.addCh <- obj }

func (l *processorListener) pop() {
	for range l.addCh {
	}
}

type sharedProcessor struct {
	listenersLock sync.RWMutex
	listeners     []*processorListener
	resyncs       int
}

func (p *sharedProcessor) distribute(obj string) {
	p.listenersLock.RLock()
	defer p.listenersLock.RUnlock()
	for _, l := range p.listeners {
		l.add(obj)
	}
}

func (p *sharedProcessor) shouldResync() bool {
	p.listenersLock.Lock()
	defer p.listenersLock.Unlock()
	p.resyncs++
	return true
}

// run starts the listeners.
func (p *sharedProcessor) run() {
	p.listenersLock.RLock()
	defer p.listenersLock.RUnlock()
	for _, l := range p.listeners {
		go l.pop()
	}
}

func main() {
	p := &sharedProcessor{listeners: []*processorListener{{addCh: make(chan string)}}}
	go p.distribute("pod1")
	time.Sleep(50 * time.Millisecond)
	go p.shouldResync()
	for p.listenersLock.TryRLock() { // until the writer is queued
		p.listenersLock.RUnlock()
		runtime.Gosched()
	}
	go p.run()
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
