//go:build wrong

package main

import (
	"expvar"
	"net/http"
)

// requests is what the metrics endpoint shows.
var requests = expvar.NewMap("http_requests_total")

// Count counts the requests that next answers.
func Count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		requests.Add(r.Method+" "+r.URL.Path, 1) // every order id makes a series that is never dropped
	})
}
