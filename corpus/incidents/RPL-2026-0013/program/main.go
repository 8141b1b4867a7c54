// Program main reproduces the hang of RPL-2026-0013 (ttrpc): one goroutine reads the connection for all streams and
// delivers to the channel of each stream. The user of one stream does not read, its channel fills, and the response that
// another stream waits for is never read. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"time"
)

type message struct {
	stream  int
	payload string
}

type stream struct{ recv chan message }

func (s *stream) receive(m message) { s.recv <- m } // the fix: fail the stream when it stays full for a second

type Client struct {
	conn    chan message
	streams map[int]*stream
}

func (c *Client) receiveLoop() {
	for m := range c.conn {
		c.streams[m.stream].receive(m)
	}
}

func (c *Client) Call(id int) string { return (<-c.streams[id].recv).payload }

func main() {
	c := &Client{
		conn:    make(chan message, 8),
		streams: map[int]*stream{1: {recv: make(chan message, 1)}, 3: {recv: make(chan message, 1)}},
	}
	go c.receiveLoop()
	go c.Call(3)
	for _, m := range []message{{1, "event"}, {1, "event"}, {3, "response"}} {
		c.conn <- m
	}
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
