// Command program models RPL-2019-0007: blocking reads hold every connection of a pool, so a short command waits for a
// connection until its pool timeout. It is our model of the mechanism, not the code of go-redis; times are scaled 1:20.
package main

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

var errPoolTimeout = errors.New("redis: connection pool timeout")

// Client has a pool of connections.
type Client struct {
	queue       chan struct{}
	poolTimeout time.Duration
}

func newClient(poolSize int, poolTimeout time.Duration) *Client {
	return &Client{queue: make(chan struct{}, poolSize), poolTimeout: poolTimeout}
}

func (c *Client) withConn(hold time.Duration) error {
	select {
	case c.queue <- struct{}{}:
	case <-time.After(c.poolTimeout):
		return errPoolTimeout
	}
	time.Sleep(hold)
	<-c.queue
	return nil
}

// XRead blocks on the server and keeps its connection.
func (c *Client) XRead(block time.Duration) error { return c.withConn(block) }

// XAdd is short.
func (c *Client) XAdd() error { return c.withConn(time.Millisecond) }

func run(name string, readers, writers *Client, block time.Duration) {
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					_ = readers.XRead(block)
				}
			}
		})
	}
	time.Sleep(20 * time.Millisecond)
	fmt.Printf("%s: XADD: %v\n", name, writers.XAdd())
	close(stop)
	wg.Wait()
}

func main() {
	const poolTimeout = 200 * time.Millisecond // 4 s
	shared := newClient(4, poolTimeout)
	run("block 5 s, one pool", shared, shared, 250*time.Millisecond)
	run("block 100 ms, one pool", shared, shared, 5*time.Millisecond)
	run("block 5 s, readers have a client of their own", newClient(4, poolTimeout), newClient(4, poolTimeout), 250*time.Millisecond)
}
