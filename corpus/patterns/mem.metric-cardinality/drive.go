package main

import (
	"expvar"
	"fmt"
	"net/http"
	"net/http/httptest"

	"fupan/patterns/internal/observe"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{id}", func(http.ResponseWriter, *http.Request) {})
	service := Count(mux)

	for minute := range 3 {
		for id := range 5000 {
			r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("/orders/%d", 5000*minute+id), nil)
			service.ServeHTTP(httptest.NewRecorder(), r)
		}
		fmt.Printf("minute %d: 5000 requests, http_requests_total: %d series, heap %.1f MB\n",
			minute, series(), float64(observe.HeapBytes())/1e6)
	}

	fmt.Println("\n/metrics begins with:")
	shown := 0
	requests.Do(func(one expvar.KeyValue) {
		if shown++; shown <= 6 {
			fmt.Printf("http_requests_total{route=%q} %s\n", one.Key, one.Value)
		}
	})
}

func series() int {
	n := 0
	requests.Do(func(expvar.KeyValue) { n++ })
	return n
}
