// Command program models RPL-2018-0014: a metrics client posts and ignores the response body, so each
// post keeps the read loop and the write loop of its persistent connection. It is our model of the mechanism,
// not the code of the Unleash SDK.
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/pprof"
	"strings"
	"time"
)

// metrics stands for the client's reporter.
type metrics struct {
	client *http.Client
	url    string
}

// sendMetrics looks at the status and drops the response without closing its body.
func (m *metrics) sendMetrics() error {
	resp, err := m.client.Post(m.url, "application/json", strings.NewReader(`{"bucket":{}}`))
	if err != nil {
		return err
	}
	if resp.StatusCode >= 300 {
		return fmt.Errorf("metrics: %s", resp.Status)
	}
	return nil // missing: defer resp.Body.Close()
}

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "accepted")
	}))
	m := &metrics{client: &http.Client{Transport: &http.Transport{}}, url: server.URL}
	for range 3 {
		if err := m.sendMetrics(); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	time.Sleep(200 * time.Millisecond)
	m.client.CloseIdleConnections() // closes nothing: no connection is idle while its body is open
	time.Sleep(200 * time.Millisecond)
	fmt.Println("3 posts returned; goroutines that are still there:")
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
