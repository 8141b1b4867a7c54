// Command program models RPL-2019-0016: a removal timer fires while NewSubConn cancels it; its callback returns early
// and leaves the mutex locked. It is our model of the mechanism, not the code of grpc-go.
package main

import (
	"fmt"
	"sync"
	"time"
)

type entry struct {
	abortDeleting bool
	timer         *time.Timer
}

// lbCacheClientConn keeps removed connections for a while in case they are wanted again.
type lbCacheClientConn struct {
	mu           sync.Mutex
	subConnCache map[string]*entry
	entered      chan struct{}
}

func (ccc *lbCacheClientConn) RemoveSubConn(addr string) {
	ccc.mu.Lock()
	defer ccc.mu.Unlock()
	e := &entry{}
	ccc.subConnCache[addr] = e
	e.timer = time.AfterFunc(time.Nanosecond, func() {
		ccc.entered <- struct{}{}
		ccc.mu.Lock()
		if e.abortDeleting {
			return // the mutex stays locked
		}
		delete(ccc.subConnCache, addr)
		ccc.mu.Unlock()
	})
}

func (ccc *lbCacheClientConn) NewSubConn(addr string) {
	ccc.mu.Lock()
	defer ccc.mu.Unlock()
	e := ccc.subConnCache[addr]
	<-ccc.entered // the timer fires in just this moment
	time.Sleep(20 * time.Millisecond)
	if !e.timer.Stop() {
		e.abortDeleting = true
	}
	delete(ccc.subConnCache, addr)
}

func main() {
	ccc := &lbCacheClientConn{subConnCache: map[string]*entry{}, entered: make(chan struct{})}
	ccc.RemoveSubConn("address1")
	ccc.NewSubConn("address1")
	time.Sleep(50 * time.Millisecond)
	fmt.Println("the next call of the balancer:")
	ccc.RemoveSubConn("address2")
}
