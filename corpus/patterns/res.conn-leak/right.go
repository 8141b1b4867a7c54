//go:build !wrong

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
)

// Client talks to the broker.
type Client struct {
	conn    net.Conn
	answers chan string
}

// Connect dials the broker and logs in.
func Connect(ctx context.Context, addr, user string) (*Client, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	client := &Client{conn: conn, answers: make(chan string, 1)}
	go client.read()
	if _, err := fmt.Fprintf(conn, "LOGIN %s\n", user); err != nil {
		return nil, errors.Join(fmt.Errorf("login: %w", err), conn.Close())
	}
	if answer := <-client.answers; answer != "OK" {
		return nil, errors.Join(fmt.Errorf("login: %s", answer), conn.Close()) // what was opened here is closed here
	}
	return client, nil
}

func (c *Client) read() {
	for lines := bufio.NewScanner(c.conn); lines.Scan(); {
		c.answers <- lines.Text()
	}
}
