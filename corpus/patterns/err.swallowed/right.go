//go:build !wrong

package main

import (
	"encoding/json"
	"fmt"
)

// Limits is what one user may do.
type Limits struct {
	OrdersPerMinute int `json:"orders_per_minute"`
}

// LoadLimits reads the limits from the configuration.
func LoadLimits(config []byte) (Limits, error) {
	var limits Limits
	if err := json.Unmarshal(config, &limits); err != nil { // told where it happens
		return Limits{}, fmt.Errorf("limits: %w", err)
	}
	return limits, nil
}
