// Program no-timeout shows RPL-2018-0010: an http.Client without a Timeout waits as long as the API does not answer, and
// the goroutines of its callers pile up. It is our own model of the mechanism, not the library's code; the API is a
// server on the loopback that accepts and never answers.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"
)

type txDefaultClient struct {
	url        string
	httpClient *http.Client
}

func (t *txDefaultClient) send(event string) {
	resp, err := t.httpClient.Post(t.url, "application/json", strings.NewReader(event))
	if err != nil {
		fmt.Println("send:", err)
		return
	}
	resp.Body.Close()
}

func main() {
	api, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() {
		for {
			conn, err := api.Accept()
			if err != nil {
				return
			}
			defer conn.Close() // accepted and never answered
		}
	}()
	t := &txDefaultClient{url: "http://" + api.Addr().String(), httpClient: &http.Client{Transport: &http.Transport{}}}
	for second := 1; second <= 3; second++ {
		for range 2 {
			go t.send(`{"event":"request served"}`)
		}
		time.Sleep(100 * time.Millisecond)
		fmt.Printf("after %d ms: goroutines %d\n", second*100, runtime.NumGoroutine())
	}
	fmt.Println()
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
