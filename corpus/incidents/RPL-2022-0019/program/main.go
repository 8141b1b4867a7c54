// Program main shows the leak of RPL-2022-0019 (kubectl port-forward): every forwarded connection
// registers two streams on the SPDY connection, closing a stream does not take it out of the table, and
// nothing else does. It is a model written for this corpus, not client-go code.
package main

import "fmt"

type stream struct {
	id     int
	closed bool
	buffer [4096]byte
}

// Close ends the stream; the table keeps it.
func (s *stream) Close() { s.closed = true }

// connection is the connection that all streams share.
type connection struct {
	next    int
	streams map[int]*stream
}

func (c *connection) CreateStream() *stream {
	c.next++
	s := &stream{id: c.next}
	c.streams[s.id] = s
	return s
}

// RemoveStreams is there, but handleConnection does not call it.
func (c *connection) RemoveStreams(streams ...*stream) {
	for _, s := range streams {
		delete(c.streams, s.id)
	}
}

// PortForwarder forwards connections.
type PortForwarder struct{ streamConn *connection }

func (pf *PortForwarder) handleConnection() {
	errorStream := pf.streamConn.CreateStream()
	defer errorStream.Close()
	dataStream := pf.streamConn.CreateStream()
	defer dataStream.Close()
}

func main() {
	pf := &PortForwarder{&connection{streams: map[int]*stream{}}}
	for n := 1; n <= 1000; n++ {
		pf.handleConnection()
		if n == 10 || n == 100 || n == 1000 {
			open := 0
			for _, s := range pf.streamConn.streams {
				if !s.closed {
					open++
				}
			}
			fmt.Printf("%4d connections forwarded: %4d streams registered, %d of them open\n",
				n, len(pf.streamConn.streams), open)
		}
	}
}
