//go:build wrong

package main

import (
	"encoding/json"
	"fmt"
	"time"
)

// Config is what operators set.
type Config struct {
	Timeout time.Duration `json:"timeout"`
}

// Load reads a version of the configuration.
func Load(text string) (Config, error) {
	var config Config
	if err := json.Unmarshal([]byte(text), &config); err != nil {
		return Config{}, fmt.Errorf("config: %w", err)
	}
	return config, nil // takes every number: a plain 2 is 2 ns, and nothing says so
}
