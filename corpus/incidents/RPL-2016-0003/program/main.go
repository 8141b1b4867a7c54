// Program websocket shows the panic of RPL-2016-0003: a connection that permits one writer, a slow write that holds it
// and a close frame from another goroutine. It is our own model of the mechanism, not the library's code. All
// stacks are printed, so both writers can be seen; by default only the panicking goroutine is.
package main

import (
	"fmt"
	"net"
	"runtime/debug"
	"time"
)

// Conn permits one writer at a time and checks that as well as it can.
type Conn struct {
	conn      net.Conn
	isWriting bool
}

// WriteMessage writes one frame.
func (c *Conn) WriteMessage(data []byte) error {
	return c.flushFrame(data)
}

func (c *Conn) flushFrame(data []byte) error {
	if c.isWriting {
		panic("concurrent write to websocket connection")
	}
	c.isWriting = true
	_, err := c.conn.Write(data)
	c.isWriting = false
	return err
}

type migrationFields struct {
	controlConn *Conn
}

func (f *migrationFields) send(message string) {
	if err := f.controlConn.WriteMessage([]byte(message)); err != nil {
		fmt.Println("send:", err)
	}
}

func (f *migrationFields) disconnect() {
	if err := f.controlConn.WriteMessage([]byte("close frame")); err != nil {
		fmt.Println("disconnect:", err)
	}
}

func main() {
	debug.SetTraceback("all")
	ours, _ := net.Pipe() // the peer does not read: a write takes as long as it does
	f := &migrationFields{controlConn: &Conn{conn: ours}}
	go f.send("progress of the migration")
	time.Sleep(50 * time.Millisecond)
	fmt.Println("the other side failed, disconnect")
	f.disconnect()
}
