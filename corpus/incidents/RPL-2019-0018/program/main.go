// Command program models RPL-2019-0018: Connect returns early when its context is already cancelled and does not close
// the socket it has just opened. It is our model of the mechanism, not the code of the MySQL driver.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime/pprof"
	"sync/atomic"
	"time"
)

var open atomic.Int64

// dummyConnection counts sockets that are open.
type dummyConnection struct{ net.Conn }

func (d *dummyConnection) Close() error {
	open.Add(-1)
	return d.Conn.Close()
}

type mysqlConn struct {
	netConn net.Conn
	closech chan struct{}
}

func (mc *mysqlConn) startWatcher() {
	go func() { <-mc.closech }() // ends with the connection
}

func (mc *mysqlConn) cleanup() {
	close(mc.closech)
	_ = mc.netConn.Close()
}

type connector struct{ dial func() net.Conn }

func (c *connector) Driver() driver.Driver { return nil }

func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	mc := &mysqlConn{netConn: c.dial(), closech: make(chan struct{})}
	mc.startWatcher()
	if err := ctx.Err(); err != nil {
		return nil, err // missing: mc.cleanup()
	}
	mc.cleanup()
	return nil, errors.New("the model ends here")
}

func main() {
	var cancel context.CancelFunc
	db := sql.OpenDB(&connector{dial: func() net.Conn {
		client, _ := net.Pipe()
		open.Add(1)
		cancel() // the caller gives up while we connect
		return &dummyConnection{client}
	}})
	for range 3 {
		var ctx context.Context
		ctx, cancel = context.WithCancel(context.Background())
		_, err := db.Conn(ctx)
		fmt.Println("Conn:", err)
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("sockets still open: %d; the pool knows of: %d\n", open.Load(), db.Stats().OpenConnections)
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
