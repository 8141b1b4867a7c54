package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	db := sql.OpenDB(orders{})
	db.SetMaxOpenConns(2)
	ctx, cancel := context.WithCancel(context.Background()) // of a job that runs for hours
	defer cancel()

	all := observe.Returns(200*time.Millisecond, func() {
		for customer := range 3 {
			id, err := FirstPaid(ctx, db, customer)
			stats := db.Stats()
			fmt.Printf("customer %d: order %d, %v; InUse %d of %d\n", customer, id, err, stats.InUse, stats.MaxOpenConnections)
		}
	})
	if !all {
		fmt.Printf("\nInUse %d, Idle %d, WaitCount %d\n", db.Stats().InUse, db.Stats().Idle, db.Stats().WaitCount)
	}
}

// orders stands in for a database: each query gives two orders, of which the first is paid.
type orders struct{}

func (orders) Connect(context.Context) (driver.Conn, error) { return conn{}, nil }
func (orders) Driver() driver.Driver                        { return nil }

type conn struct{}

func (conn) Prepare(string) (driver.Stmt, error) { return nil, driver.ErrSkip }
func (conn) Begin() (driver.Tx, error)           { return nil, driver.ErrSkip }
func (conn) Close() error                        { return nil }
func (conn) QueryContext(context.Context, string, []driver.NamedValue) (driver.Rows, error) {
	return &rows{left: 2}, nil
}

type rows struct{ left int }

func (*rows) Columns() []string { return []string{"id", "paid"} }
func (*rows) Close() error      { return nil }
func (r *rows) Next(to []driver.Value) error {
	if r.left == 0 {
		return io.EOF
	}
	to[0], to[1] = int64(r.left), r.left == 2
	r.left--
	return nil
}
