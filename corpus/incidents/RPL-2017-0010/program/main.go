// Program debug-print shows the deadlock of RPL-2017-0010: an argument of a log line calls a getter that takes a lock,
// on a path that holds another lock, while a second path takes the two in the opposite order. It is our own model of
// the mechanism, not the library's code; a barrier makes both paths meet. Without the log line both return.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

var met sync.WaitGroup // both paths hold their first lock

func meet() {
	met.Done()
	met.Wait()
}

type addrConn struct {
	mu    sync.Mutex
	addr  string
	state string
	acbw  *acBalancerWrapper
}

type acBalancerWrapper struct {
	mu sync.Mutex
	ac *addrConn
}

func (w *acBalancerWrapper) getAddrConn() *addrConn {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ac
}

// UpdateAddresses takes the lock of the wrapper and then that of the connection.
func (w *acBalancerWrapper) UpdateAddresses(addr string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	meet()
	w.ac.mu.Lock()
	w.ac.addr = addr
	w.ac.mu.Unlock()
}

func handleSubConnStateChange(w *acBalancerWrapper, state string) {
	fmt.Printf("handle state change of %s to %s\n", w.getAddrConn().addr, state)
}

// setState reports a new state with the lock of the connection held.
func (ac *addrConn) setState(state string) {
	ac.mu.Lock()
	defer ac.mu.Unlock()
	ac.state = state
	meet()
	handleSubConnStateChange(ac.acbw, state)
}

func main() {
	ac := &addrConn{addr: "192.0.2.1:443"}
	ac.acbw = &acBalancerWrapper{ac: ac}
	met.Add(2)
	go ac.setState("READY")
	go ac.acbw.UpdateAddresses("192.0.2.2:443")
	time.Sleep(150 * time.Millisecond)
	fmt.Print("neither the state nor the address is updated\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
