// Program main shows the crash of RPL-2022-0003 (kube-apiserver): the timeout writer hands the handler
// the header map of the underlying writer, so that after a timeout the handler still adds headers while
// the HTTP/2 server clones the same map. It is a model written for this corpus, not Kubernetes code.
package main

import (
	"net/http"
	"sync"
	"time"
)

// responseWriter stands for the writer of the HTTP/2 server.
type responseWriter struct{ header http.Header }

func (w *responseWriter) Header() http.Header         { return w.header }
func (w *responseWriter) Write(p []byte) (int, error) { return len(p), nil }

// WriteHeader clones the headers, as http2 does.
func (w *responseWriter) WriteHeader(int) { _ = w.header.Clone() }

// baseTimeoutWriter guards the reply with a mutex, but not the map it gives away.
type baseTimeoutWriter struct {
	w        http.ResponseWriter
	mu       sync.Mutex
	timedOut bool
}

func (tw *baseTimeoutWriter) Header() http.Header {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if tw.timedOut {
		return http.Header{}
	}
	return tw.w.Header()
}

func (tw *baseTimeoutWriter) timeout() {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.timedOut = true
	tw.w.WriteHeader(http.StatusGatewayTimeout)
}

func serve() {
	tw := &baseTimeoutWriter{w: &responseWriter{header: http.Header{}}}
	started := make(chan struct{})
	go func() { // the handler outlives the timeout
		h := tw.Header()
		for _, name := range []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"} {
			h.Set(name, "1")
		}
		close(started)
		for range 200 {
			h.Set("Warning", "299")
			h.Del("Warning")
		}
	}()
	<-started
	tw.timeout()
}

func main() {
	for end := time.Now().Add(2500 * time.Millisecond); time.Now().Before(end); {
		serve()
	}
}
