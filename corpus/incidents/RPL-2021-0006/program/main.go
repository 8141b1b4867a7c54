// Command program shows RPL-2021-0006 with the real net/http: retries without limit all take the one HTTP/2 connection
// that is broken, and each only times out. Only the network between client and server is a model of ours.
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"
)

// network carries bytes; cut makes it lose what is sent on the connections that exist.
type network struct {
	addr  string
	dials atomic.Int64
	epoch atomic.Int64
}

func (n *network) cut() { n.epoch.Add(1) }

func (n *network) DialContext(context.Context, string, string) (net.Conn, error) {
	n.dials.Add(1)
	client, near := net.Pipe()
	far, err := net.Dial("tcp", n.addr)
	if err != nil {
		return nil, err
	}
	epoch := n.epoch.Load()
	carry := func(dst io.Writer, src io.Reader) {
		buf := make([]byte, 32<<10)
		for {
			count, err := src.Read(buf)
			if err != nil {
				return
			}
			if n.epoch.Load() == epoch {
				_, _ = dst.Write(buf[:count])
			}
		}
	}
	go carry(far, near)
	go carry(near, far)
	return client, nil
}

// do retries without looking at what failed; the model gives up after eight attempts.
func do(client *http.Client) (attempts int, err error) {
	for attempts = 1; attempts <= 8; attempts++ {
		var resp *http.Response
		if resp, err = client.Get("https://service.test/"); err == nil {
			return attempts, resp.Body.Close()
		}
	}
	return attempts - 1, err
}

func run(name, addr string, config *http.HTTP2Config) {
	n := &network{addr: addr}
	client := &http.Client{Timeout: 100 * time.Millisecond, Transport: &http.Transport{
		DialContext:       n.DialContext,
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
		ForceAttemptHTTP2: true,
		HTTP2:             config,
	}}
	_, _ = do(client)
	n.cut()
	attempts, err := do(client)
	fmt.Printf("%s: attempts %d of 8, succeeded: %t, connections made: %d\n", name, attempts, err == nil, n.dials.Load())
}

func main() {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	addr := server.Listener.Addr().String()
	run("retries alone", addr, nil)
	run("retries and pings", addr, &http.HTTP2Config{SendPingTimeout: 150 * time.Millisecond, PingTimeout: 100 * time.Millisecond})
}
