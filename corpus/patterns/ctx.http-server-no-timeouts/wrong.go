//go:build wrong

package main

import "net/http"

// NewServer gives the server of the shop.
func NewServer(addr string, shop http.Handler) *http.Server {
	return &http.Server{
		Addr:    addr,
		Handler: shop, // no ReadHeaderTimeout: a client may take for ever to send its header
	}
}
