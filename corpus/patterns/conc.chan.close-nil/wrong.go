//go:build wrong

package main

// Consumer reads messages until it is stopped.
type Consumer struct {
	name string
	quit chan struct{}
}

// NewConsumer gives a consumer that has not started yet.
func NewConsumer(name string) *Consumer {
	return &Consumer{name: name}
}

// Start begins to read.
func (c *Consumer) Start() {
	c.quit = make(chan struct{})
	go func() { <-c.quit }() // stands for the loop that reads
}

// Stop ends the reading.
func (c *Consumer) Stop() {
	close(c.quit) // quit is nil where Start has not run: closing a nil channel panics
}
