//go:build !wrong

package main

import (
	"math/rand/v2"
	"time"
)

// Client calls one service.
type Client struct {
	Service func() error
	budget  float64 // retries that may be made
}

// Call calls the service, and again when it fails.
func (c *Client) Call() error {
	err := c.Service()
	for try := 0; err != nil && try < 3 && c.budget >= 1; try++ {
		c.budget--
		time.Sleep(rand.N(time.Millisecond << try)) // back-off with jitter
		err = c.Service()
	}
	if err == nil {
		c.budget = min(c.budget+0.1, 10) // retries are at most a tenth of what succeeds
	}
	return err
}
