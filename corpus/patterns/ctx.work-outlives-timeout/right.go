//go:build !wrong

package main

import (
	"net/http"
	"time"
)

// Timeout answers 503 where next takes longer than limit.
func Timeout(next http.Handler, limit time.Duration) http.Handler {
	// next gets a header and a buffer of its own, and a context that ends with the limit.
	return http.TimeoutHandler(next, limit, "timeout")
}
