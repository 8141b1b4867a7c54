// Program main shows the dead connection of RPL-2023-0011 (OpenTelemetry Collector): the packets of a
// connection vanish and nobody closes it. The HTTP/2 client goes on using it, and every export times out;
// with a ping health check it notices and dials anew. HTTP/2 is unencrypted here, and the ping settings
// are those of net/http (SendPingTimeout is ReadIdleTimeout of x/net). It is a model written for this
// corpus, not Collector code.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// lossyConn drops what is written to it once broken is closed; reads then wait for ever.
type lossyConn struct {
	net.Conn
	broken <-chan struct{}
}

func (c lossyConn) Write(p []byte) (int, error) {
	select {
	case <-c.broken:
		return len(p), nil
	default:
		return c.Conn.Write(p)
	}
}

func h2c() *http.Protocols {
	p := new(http.Protocols)
	p.SetUnencryptedHTTP2(true)
	return p
}

// export sends eight requests; the path of the first connection breaks after the first one.
func export(addr string, pings *http.HTTP2Config) {
	broken, dials, failed := make(chan struct{}), 0, 0
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, addr)
		if dials++; dials == 1 && err == nil {
			return lossyConn{conn, broken}, nil
		}
		return conn, err
	}
	client := &http.Client{
		Timeout:   150 * time.Millisecond,
		Transport: &http.Transport{Protocols: h2c(), HTTP2: pings, DialContext: dial},
	}
	for n := range 8 {
		if resp, err := client.Get("http://" + addr); err != nil {
			failed++
		} else {
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
		if n == 0 {
			close(broken)
		}
	}
	fmt.Printf("ping health check %-5v: %d of 7 exports failed after the break, %d connection(s) dialled\n",
		pings != nil, failed, dials)
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	ok := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	go (&http.Server{Protocols: h2c(), Handler: ok}).Serve(l)
	export(l.Addr().String(), nil)
	export(l.Addr().String(), &http.HTTP2Config{SendPingTimeout: 50 * time.Millisecond, PingTimeout: 50 * time.Millisecond})
}
