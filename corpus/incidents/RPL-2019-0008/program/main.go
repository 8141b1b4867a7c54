// Command program models RPL-2019-0008: a row points into the driver's read buffer, and the close that follows a cancel
// drains the connection into the same buffer. It is our model of the mechanism, not the code of the MySQL driver.
package main

import (
	"context"
	"fmt"
	"strings"
)

// buffer is the read buffer of a connection. With two halves a drain cannot touch what was handed out.
type buffer struct {
	dbuf    [2][]byte
	flipcnt uint
	double  bool // the fix
}

func (b *buffer) readNext(packet string) []byte {
	dest := b.dbuf[b.flipcnt&1]
	return dest[:copy(dest, packet)]
}

func (b *buffer) flip() {
	if b.double {
		b.flipcnt++
	}
}

// mysqlRows hands out memory that belongs to the driver.
type mysqlRows struct {
	buf     *buffer
	packets []string
	closed  chan struct{}
}

func (rows *mysqlRows) Next() []byte {
	packet := rows.packets[0]
	rows.packets = rows.packets[1:]
	return rows.buf.readNext(packet)
}

// Close removes the unread packets from the stream.
func (rows *mysqlRows) Close() {
	rows.buf.flip()
	for _, packet := range rows.packets {
		rows.buf.readNext(packet)
	}
}

// awaitDone closes the rows when the context ends, as database/sql does in a goroutine of its own.
func (rows *mysqlRows) awaitDone(ctx context.Context) {
	<-ctx.Done()
	rows.Close()
	close(rows.closed)
}

func query(ctx context.Context, double bool) *mysqlRows {
	rows := &mysqlRows{
		buf:     &buffer{dbuf: [2][]byte{make([]byte, 64), make([]byte, 64)}, double: double},
		packets: []string{strings.Repeat("a", 16), strings.Repeat("B", 16)},
		closed:  make(chan struct{}),
	}
	go rows.awaitDone(ctx)
	return rows
}

func main() {
	for _, double := range []bool{false, true} {
		ctx, cancel := context.WithCancel(context.Background())
		rows := query(ctx, double)
		row := rows.Next()
		before := string(row)
		cancel() // the request is given up while the caller still looks at its row
		<-rows.closed
		fmt.Printf("double buffer: %t; row before the cancel: %s, after: %s\n", double, before, row)
	}
}
