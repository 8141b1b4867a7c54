//go:build wrong

package main

import (
	"net/http"
	"time"
)

// Timeout answers 503 where next takes longer than limit.
func Timeout(next http.Handler, limit time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			next.ServeHTTP(w, r) // goes on after the timeout, and writes to the same w
		}()
		select {
		case <-done:
		case <-time.After(limit):
			http.Error(w, "timeout", http.StatusServiceUnavailable)
		}
	})
}
