//go:build wrong

package main

import "encoding/json"

// Limits is what one user may do.
type Limits struct {
	OrdersPerMinute int `json:"orders_per_minute"`
}

// LoadLimits reads the limits from the configuration.
func LoadLimits(config []byte) (Limits, error) {
	var limits Limits
	json.Unmarshal(config, &limits) // the error is dropped: the limit stays 0, and nobody may order
	return limits, nil
}
