// Program main shows the growth of RPL-2023-0002 (otelgrpc): the histogram of a server takes the peer's
// port as a label, so each client connection makes a set of series of its own, times the buckets. A real
// HTTP server stands for the gRPC server. It is a model written for this corpus, not OpenTelemetry code.
package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
)

var bounds = []float64{0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000}

// histogram keeps a row of buckets for each set of attributes, for ever.
type histogram struct {
	mu   sync.Mutex
	rows map[string][]uint64
}

func (h *histogram) record(ms float64, attributes string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.rows[attributes] == nil {
		h.rows[attributes] = make([]uint64, len(bounds)+1)
	}
	bucket := 0
	for bucket < len(bounds) && ms > bounds[bucket] {
		bucket++
	}
	h.rows[attributes][bucket]++
}

func (h *histogram) series() int { return len(h.rows) * (len(bounds) + 1) }

// serve sends requests over new connections and counts them with or without the peer's port.
func serve(withPeerPort bool, requests int) *histogram {
	h := &histogram{rows: map[string][]uint64{}}
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		attributes := "rpc.method=Check"
		if withPeerPort {
			host, port, _ := net.SplitHostPort(r.RemoteAddr)
			attributes += ",net.sock.peer.addr=" + host + ",net.sock.peer.port=" + port
		}
		h.record(1, attributes)
	}))
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for range requests {
		resp, err := client.Get(srv.URL)
		if err != nil {
			panic(err)
		}
		resp.Body.Close()
	}
	return h
}

func main() {
	for _, withPeerPort := range []bool{true, false} {
		h := serve(withPeerPort, 1000)
		fmt.Printf("peer port as label %-5v: 1000 health checks make %5d series\n", withPeerPort, h.series())
	}
}
