// Command program shows RPL-2020-0011 with the real net/http: a middle box forwards nothing any more and closes nothing,
// and the client keeps putting requests on the one HTTP/2 connection it has. Only the middle box is a model of ours.
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"time"
)

// middleBox forwards connections; drop makes it swallow what comes on those that exist.
type middleBox struct {
	dials atomic.Int64
	epoch atomic.Int64
}

func (b *middleBox) drop() { b.epoch.Add(1) }

func (b *middleBox) dial(addr string) (net.Conn, error) {
	b.dials.Add(1)
	client, inside := net.Pipe()
	server, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	epoch := b.epoch.Load()
	forward := func(dst io.Writer, src io.Reader) {
		buf := make([]byte, 32<<10)
		for {
			n, err := src.Read(buf)
			if err != nil {
				return
			}
			if b.epoch.Load() == epoch {
				_, _ = dst.Write(buf[:n])
			}
		}
	}
	go forward(server, inside)
	go forward(inside, server)
	return client, nil
}

func run(name, addr string, config *http.HTTP2Config) {
	box := &middleBox{}
	transport := &http.Transport{
		DialContext:       func(context.Context, string, string) (net.Conn, error) { return box.dial(addr) },
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
		ForceAttemptHTTP2: true,
		HTTP2:             config,
	}
	client := &http.Client{Transport: transport, Timeout: 150 * time.Millisecond}
	ok, failed := 0, 0
	for n := range 6 {
		resp, err := client.Get("https://apiserver.test/nodes/status")
		if err != nil {
			failed++
		} else {
			ok++
			_ = resp.Body.Close()
		}
		if n == 0 {
			box.drop() // the network is interrupted; new connections work
		}
	}
	fmt.Printf("%s: requests that succeeded: %d, timed out: %d, connections made: %d\n", name, ok, failed, box.dials.Load())
}

func main() {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	}))
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(os.Stderr, "", 0)
	server.StartTLS()
	addr := server.Listener.Addr().String()
	run("no health check", addr, nil)
	run("ping after 100 ms without a frame", addr,
		&http.HTTP2Config{SendPingTimeout: 100 * time.Millisecond, PingTimeout: 100 * time.Millisecond})
}
