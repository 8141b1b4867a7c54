//go:build wrong

package main

import (
	"context"
	"fmt"
	"net/http"
)

// Shop answers with the help of a service of another team, which recommends products.
type Shop struct {
	Recommend func(context.Context) (string, error)
}

// Product answers GET /product.
func (s *Shop) Product(w http.ResponseWriter, r *http.Request) {
	similar, err := s.Recommend(r.Context()) // as slow as the other service, and a worker waits with it
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	fmt.Fprintln(w, "chair; see also", similar)
}

// Checkout answers POST /checkout; it needs no recommendations.
func (s *Shop) Checkout(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintln(w, "paid")
}
