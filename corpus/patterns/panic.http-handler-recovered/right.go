//go:build !wrong

package main

import (
	"log"
	"net/http"
	"runtime/debug"
	"sync/atomic"
)

var panics atomic.Int64 // shown as a metric, and alerted on

// Routes gives the handler of the service.
func Routes(price http.HandlerFunc) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /price", price)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { // our own recover: it counts, names the request and answers
			if v := recover(); v != nil {
				log.Printf("panics=%d request=%s: %v\n%s", panics.Add(1), r.Header.Get("X-Request-Id"), v, debug.Stack())
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		mux.ServeHTTP(w, r)
	})
}
