//go:build !wrong

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
		requests.Add(r.Pattern, 1) // the route: no more values than there are routes
	})
}
