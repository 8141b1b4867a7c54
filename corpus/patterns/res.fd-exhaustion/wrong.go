//go:build wrong

package main

import (
	"net"
	"net/http"
	"time"
)

// Serve answers requests on the listener until it is closed.
func Serve(listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Second}
	return server.Serve(listener) // takes every connection that comes, until no descriptor is left for anything
}
