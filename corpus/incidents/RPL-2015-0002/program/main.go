// Program endless shows the crash of RPL-2015-0002: a wrapped connection whose Close calls WaitGroup.Done each time,
// and a server that closes the same connection twice. It is our own model of the mechanism, not the project's code.
package main

import (
	"fmt"
	"net"
	"sync"
)

type endlessServer struct {
	wg sync.WaitGroup
}

// endlessListener counts connections in flight.
type endlessListener struct {
	server *endlessServer
}

type endlessConn struct {
	net.Conn
	server *endlessServer
}

func (l *endlessListener) Accept() net.Conn {
	serverSide, _ := net.Pipe()
	l.server.wg.Add(1)
	return endlessConn{Conn: serverSide, server: l.server}
}

// Close lets the server know that the connection is gone, however often it is called.
func (c endlessConn) Close() error {
	c.server.wg.Done()
	return c.Conn.Close()
}

// serveConn closes the connection at a failed request, and again when it returns, as net/http may.
func serveConn(c net.Conn) {
	defer c.Close()
	fmt.Println("request failed, close the connection")
	c.Close()
}

func main() {
	listener := &endlessListener{server: &endlessServer{}}
	serveConn(listener.Accept())
	fmt.Println("not reached")
}
