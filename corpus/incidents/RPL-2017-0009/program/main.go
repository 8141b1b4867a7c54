// Program keepalive shows the deadlock of RPL-2017-0009: a channel of capacity 1 says whether the keepalive goroutine
// sleeps. Waking it leaves the channel empty; at the next sleep it takes a value that never comes, with the mutex of
// the transport held, and new streams hang. It is our own model of the mechanism, not the library's code.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type http2Client struct {
	mu              sync.Mutex
	activeStreams   int
	awakenKeepalive chan struct{} // full, except while keepalive sleeps
}

func newClient() *http2Client {
	t := &http2Client{awakenKeepalive: make(chan struct{}, 1)}
	t.awakenKeepalive <- struct{}{}
	go t.keepalive()
	return t
}

func (t *http2Client) keepalive() {
	for range time.Tick(20 * time.Millisecond) {
		t.mu.Lock()
		if t.activeStreams == 0 {
			<-t.awakenKeepalive // makes it writable
			t.mu.Unlock()
			<-t.awakenKeepalive // sleeps
			fmt.Println("keepalive: awake")
			continue
		}
		t.mu.Unlock()
	}
}

// NewStream wakes keepalive when it is the first one.
func (t *http2Client) NewStream() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.activeStreams++
	if t.activeStreams == 1 {
		select {
		case t.awakenKeepalive <- struct{}{}:
			// here the fix sends once more, so that the channel is full again
		default:
		}
	}
}

// CloseStream ends a stream.
func (t *http2Client) CloseStream() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.activeStreams--
}

func main() {
	t := newClient()
	time.Sleep(60 * time.Millisecond) // idle: keepalive goes to sleep
	t.NewStream()
	fmt.Println("first stream after an idle time: open")
	time.Sleep(60 * time.Millisecond)
	t.CloseStream()
	time.Sleep(60 * time.Millisecond) // idle again
	go func() {
		t.NewStream()
		fmt.Println("second stream: open")
	}()
	time.Sleep(100 * time.Millisecond)
	fmt.Print("second stream: not open\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
