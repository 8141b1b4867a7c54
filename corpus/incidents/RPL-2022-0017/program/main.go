// Program main shows the growth of RPL-2022-0017 (client_golang): a middleware takes the method of the
// request as a label value, and a client that invents methods makes a new series with each. A real
// server and client run in the program. It is a model written for this corpus, not client_golang code.
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// counterVec keeps one series for each pair of label values, for ever.
type counterVec struct {
	mu     sync.Mutex
	series map[string]int
}

func (c *counterVec) inc(code int, method string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.series[fmt.Sprintf(`{code="%d",method=%q}`, code, strings.ToLower(method))]++
}

// instrumentHandlerCounter counts the requests of a handler.
func instrumentHandlerCounter(c *counterVec, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		c.inc(http.StatusOK, r.Method)
	})
}

func main() {
	requests := &counterVec{series: map[string]int{}}
	ok := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	srv := httptest.NewServer(instrumentHandlerCounter(requests, ok))
	defer srv.Close()
	send := func(method string) {
		req, err := http.NewRequest(method, srv.URL, nil)
		if err != nil {
			panic(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			panic(err)
		}
		resp.Body.Close()
	}
	for range 500 {
		send("GET")
	}
	fmt.Println("series after 500 GET requests:", len(requests.series))
	for i := range 500 {
		send(fmt.Sprintf("X%06d", i))
	}
	fmt.Println("series after 500 invented methods:", len(requests.series))
}
