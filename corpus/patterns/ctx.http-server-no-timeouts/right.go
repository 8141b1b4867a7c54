//go:build !wrong

package main

import (
	"net/http"
	"time"
)

// NewServer gives the server of the shop.
func NewServer(addr string, shop http.Handler) *http.Server {
	return &http.Server{
		Addr:    addr,
		Handler: shop,
		// A client has this long for its header, and between two requests.
		ReadHeaderTimeout: 100 * time.Millisecond,
		IdleTimeout:       200 * time.Millisecond,
	}
}
