// Command program models RPL-2019-0011: the pool asks each connection whether it can take a request, which needs the
// lock that a connection keeps while it writes. It is our model of the mechanism, not the code of net/http.
package main

import (
	"fmt"
	"net"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// clientConn is one connection; mu guards its state and, wrongly, its writes too.
type clientConn struct {
	mu   sync.Mutex
	conn net.Conn
}

func (cc *clientConn) canTakeNewRequest() bool {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	return true
}

func (cc *clientConn) writeHeaders() {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	_, _ = cc.conn.Write([]byte("HEADERS")) // the peer does not read
}

// clientConnPool keeps the connections to a host.
type clientConnPool struct {
	mu    sync.Mutex
	conns []*clientConn
}

func (p *clientConnPool) getClientConn() *clientConn {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, cc := range p.conns {
		if cc.canTakeNewRequest() {
			return cc
		}
	}
	return nil // a new connection would be made here
}

func main() {
	client, _ := net.Pipe()
	p := &clientConnPool{conns: []*clientConn{{conn: client}}}
	go p.conns[0].writeHeaders()
	time.Sleep(50 * time.Millisecond)
	for range 2 {
		go func() { fmt.Println("request got", p.getClientConn()) }()
	}
	time.Sleep(200 * time.Millisecond)
	fmt.Println("no request could start:")
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
