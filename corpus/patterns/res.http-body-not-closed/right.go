//go:build !wrong

package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Report sends the numbers of the last minute.
func Report(ctx context.Context, client *http.Client, url, numbers string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(numbers))
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	defer response.Body.Close() // on every path below
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("report: %s", response.Status)
	}
	return nil
}
