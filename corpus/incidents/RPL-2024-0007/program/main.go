// Program main reproduces the deadlock of RPL-2024-0007 (ttrpc client): a sender takes sendLock before it gives
// up streamLock. When the pipe is full the next sender waits with streamLock held, the receiver needs streamLock to
// deliver a response, and so nobody empties the pipe. This is our model, not the project's code.
package main

import (
	"net"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type Client struct {
	conn       net.Conn
	streamLock sync.Mutex
	streams    map[byte]chan struct{}
	next       byte
	sendLock   sync.Mutex
}

func (c *Client) createStream() {
	c.streamLock.Lock()
	id := c.next
	c.streams[id] = make(chan struct{}, 1)
	c.next++
	c.sendLock.Lock() // taken before streamLock is released
	defer c.sendLock.Unlock()
	c.streamLock.Unlock()
	c.conn.Write([]byte{id})
}

func (c *Client) receiveLoop() {
	for b := make([]byte, 1); ; {
		if _, err := c.conn.Read(b); err != nil {
			return
		}
		c.streamLock.Lock()
		c.streams[b[0]] <- struct{}{}
		c.streamLock.Unlock()
	}
}

// serve reads two requests, works, and writes two responses; net.Pipe has no buffer.
func serve(conn net.Conn, work <-chan struct{}) {
	for b := make([]byte, 2); ; <-work {
		conn.Read(b[:1])
		conn.Read(b[1:])
		<-work
		conn.Write(b[:1])
		conn.Write(b[1:])
	}
}

func main() {
	near, far := net.Pipe()
	work := make(chan struct{})
	c := &Client{conn: near, streams: map[byte]chan struct{}{}}
	go serve(far, work)
	go c.receiveLoop()
	c.createStream()
	c.createStream()
	for range 2 { // the first blocks in Write, the second in sendLock with streamLock held
		go c.createStream()
		time.Sleep(50 * time.Millisecond)
	}
	close(work)
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
