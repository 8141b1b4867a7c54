// Program main reproduces the hang of RPL-2024-0012 (grpc-go client): the writer keeps the transport's mutex
// while it writes GOAWAY to a connection whose Write hangs. Close gives up waiting for the writer after a bound and
// closes the connection, but then asks for the reason of an earlier GOAWAY, which needs the mutex. As in the test of
// the project, the Write here does not end when the connection is closed. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// hangingConn stands for a connection with a stuck peer.
type hangingConn struct{ never chan struct{} }

func (c *hangingConn) Write([]byte) { <-c.never }
func (c *hangingConn) Close()       {}

type http2Client struct {
	mu         sync.Mutex
	nextID     uint32
	goAwayInfo string
	conn       *hangingConn
	writerDone chan struct{}
}

// outgoingGoAwayHandler runs in the goroutine that writes.
func (t *http2Client) outgoingGoAwayHandler() {
	defer close(t.writerDone)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.conn.Write([]byte{0, 0, 8, 7, byte(t.nextID - 2)})
}

func (t *http2Client) GetGoAwayReason() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.goAwayInfo
}

func (t *http2Client) Close() string {
	go t.outgoingGoAwayHandler()
	select {
	case <-t.writerDone:
	case <-time.After(50 * time.Millisecond): // the bound on the farewell
	}
	t.conn.Close()
	return t.GetGoAwayReason() // waits for the writer all the same
}

func main() {
	t := &http2Client{conn: &hangingConn{}, nextID: 5, writerDone: make(chan struct{})}
	t.conn.never = make(chan struct{})
	go t.Close()
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
