// Program main shows the exhausted pool of RPL-2023-0003 (go-redis): Conn takes a connection of its own
// from the pool, the caller never closes it, and after PoolSize calls every command waits for
// PoolTimeout and fails. It is a model written for this corpus, not go-redis code.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"
)

var errPoolTimeout = errors.New("redis: connection pool timeout")

type netConn struct{ id int }

type connPool struct {
	idle    chan *netConn
	timeout time.Duration
}

func newPool(size int) *connPool {
	p := &connPool{idle: make(chan *netConn, size), timeout: 100 * time.Millisecond}
	for id := range size {
		p.idle <- &netConn{id}
	}
	return p
}

func (p *connPool) get() (*netConn, error) {
	select {
	case cn := <-p.idle:
		return cn, nil
	case <-time.After(p.timeout):
		return nil, errPoolTimeout
	}
}

// Client shares a pool.
type Client struct{ pool *connPool }

// Conn uses one connection for all of its commands, from the first one until Close.
type Conn struct {
	pool *connPool
	cn   *netConn
}

// Conn returns a dedicated connection.
func (c *Client) Conn() *Conn { return &Conn{pool: c.pool} }

// Ping takes the connection out of the pool the first time.
func (c *Conn) Ping() error {
	if c.cn == nil {
		cn, err := c.pool.get()
		if err != nil {
			return err
		}
		c.cn = cn
	}
	return nil
}

// Close gives the connection back; the caller below forgets it.
func (c *Conn) Close() {
	if c.cn != nil {
		c.pool.idle <- c.cn
		c.cn = nil
	}
}

func main() {
	cli := &Client{pool: newPool(2)}
	for n := 1; n <= 4; n++ {
		conn := cli.Conn()
		if err := conn.Ping(); err != nil {
			fmt.Printf("call %d: %v\n", n, err)
			defer os.Exit(1)
			continue
		}
		fmt.Printf("call %d: PONG, idle connections left: %d\n", n, len(cli.pool.idle))
	}
}
