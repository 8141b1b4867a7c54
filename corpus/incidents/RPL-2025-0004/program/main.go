// Program main reproduces the growth of RPL-2025-0004 (otelchi): the attributes of a request that are meant for
// spans are used for a counter. The port of the client is one of them, so each connection makes a new series that
// lives as long as the process. This is our model of a meter, not the project's code nor OpenTelemetry's.
package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

type counter struct {
	mu     sync.Mutex
	series map[string]int
}

func (c *counter) Add(attrs ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.series[strings.Join(attrs, ",")]++
}

// forSpans is right for a span: it says everything about the one request.
func forSpans(r *http.Request) []string {
	return []string{"http.method=" + r.Method, "http.target=" + r.URL.Path, "net.sock.peer=" + r.RemoteAddr}
}

// forMetrics has values from a small set only.
func forMetrics(r *http.Request) []string {
	return []string{"http.method=" + r.Method, "http.route=/orders/{id}"}
}

func main() {
	before, after := &counter{series: map[string]int{}}, &counter{series: map[string]int{}}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		before.Add(forSpans(r)...)
		after.Add(forMetrics(r)...)
	}))
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	const requests = 200
	for range requests {
		resp, err := client.Get(srv.URL + "/orders/7")
		if err != nil {
			panic(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	fmt.Printf("%d requests of one client to one route\n", requests)
	fmt.Printf("series with the attributes of spans: %d\n", len(before.series))
	fmt.Printf("series with method and route: %d\n", len(after.series))
}
