//go:build wrong

package main

import (
	"context"
	"fmt"
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
	if response.StatusCode != http.StatusOK { // the body is never closed: the connection waits for it for ever
		return fmt.Errorf("report: %s", response.Status)
	}
	return nil
}
