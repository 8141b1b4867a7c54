//go:build !wrong

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
	if config.Timeout < 10*time.Millisecond || config.Timeout > time.Minute { // refused at the door
		return Config{}, fmt.Errorf("config: timeout %v is not between 10ms and 1m", config.Timeout)
	}
	return config, nil
}
