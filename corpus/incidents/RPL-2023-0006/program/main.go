// Program main shows the stuck pool of RPL-2023-0006 (pgx): a request runs its second query while the
// rows of the first are open, so it holds one connection and waits for another. Four requests on a pool
// of four never go on, though no new request comes. It is a model written for this corpus, not pgx code.
package main

import (
	"fmt"
	"sync"
	"time"
)

// Pool gives out at most cap(slots) connections.
type Pool struct{ slots chan struct{} }

// Conn is an acquired connection.
type Conn struct{ pool *Pool }

// Acquire waits for a connection.
func (p *Pool) Acquire() *Conn {
	p.slots <- struct{}{}
	return &Conn{p}
}

// Release gives it back.
func (c *Conn) Release() { <-c.pool.slots }

// Rows hold their connection until they are closed.
type Rows struct{ conn *Conn }

// Query acquires a connection for its rows.
func (p *Pool) Query(string) *Rows { return &Rows{p.Acquire()} }

// Close releases the connection.
func (r *Rows) Close() { r.conn.Release() }

// ordersOf reads the orders of a customer and, for each, its items.
func ordersOf(p *Pool) {
	orders := p.Query("select id from orders")
	defer orders.Close()
	time.Sleep(100 * time.Millisecond)
	items := p.Query("select id from items where order_id = $1") // the orders are still open
	items.Close()
}

func main() {
	p := &Pool{slots: make(chan struct{}, 4)}
	ordersOf(p)
	fmt.Println("one request alone went well")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { ordersOf(p) })
	}
	wg.Wait()
}
