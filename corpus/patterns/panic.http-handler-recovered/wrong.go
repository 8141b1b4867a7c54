//go:build wrong

package main

import "net/http"

// Routes gives the handler of the service.
func Routes(price http.HandlerFunc) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /price", price)
	return mux // a panic in price is left to net/http: a log line, and the client's connection is cut
}
