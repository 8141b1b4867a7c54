//go:build wrong

package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
)

var prices = &http.Client{} // no Timeout, and no context below: waits as long as the other side is silent

// Price asks the price service.
func Price(_ context.Context, url string) (string, error) {
	response, err := prices.Get(url)
	if err != nil {
		return "", fmt.Errorf("price: %w", err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return string(text), err
}
