//go:build !wrong

package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Shop answers with the help of a service of another team, which recommends products.
type Shop struct {
	Recommend func(context.Context) (string, error)
}

var bulkhead = make(chan struct{}, 2) // no more than two requests wait for recommendations at a time

// Product answers GET /product.
func (s *Shop) Product(w http.ResponseWriter, r *http.Request) {
	similar := "nothing for now"
	select {
	case bulkhead <- struct{}{}:
		defer func() { <-bulkhead }()
		ctx, cancel := context.WithTimeout(r.Context(), 50*time.Millisecond)
		defer cancel()
		if text, err := s.Recommend(ctx); err == nil {
			similar = text
		}
	default: // better a page without recommendations than a worker less
	}
	fmt.Fprintln(w, "chair; see also", similar)
}

// Checkout answers POST /checkout; it needs no recommendations.
func (s *Shop) Checkout(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintln(w, "paid")
}
