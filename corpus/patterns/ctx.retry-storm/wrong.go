//go:build wrong

package main

// Client calls one service.
type Client struct {
	Service func() error
}

// Call calls the service, and again when it fails.
func (c *Client) Call() error {
	err := c.Service()
	for try := 0; err != nil && try < 3; try++ { // at once, and in every layer: three layers make 4×4×4 calls
		err = c.Service()
	}
	return err
}
