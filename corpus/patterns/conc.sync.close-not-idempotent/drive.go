package main

import (
	"fmt"
	"net"
	"sync"
)

// handle serves one connection and closes it, as handlers do.
func handle(conn net.Conn) {
	defer conn.Close()
	fmt.Fprintln(conn, "busy, try later")
	fmt.Println("handler: answered")
}

func main() {
	var open sync.WaitGroup
	client, server := net.Pipe()
	go func() {
		buf := make([]byte, 64)
		_, _ = client.Read(buf)
	}()

	conn := NewConn(server, &open)
	handle(conn)
	conn.Close() // the server closes what is left at shutdown, and does not know what the handler did
	open.Wait()
	fmt.Println("server: all connections closed")
}
