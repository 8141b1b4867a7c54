// Program sql-pool shows the self-deadlock of RPL-2016-0007: with one connection in the pool a second statement
// inside a loop over rows waits for the connection that the rows hold. It is our own model of the mechanism, with a
// fake driver.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"time"
)

type connector struct{}

func (connector) Connect(context.Context) (driver.Conn, error) { return conn{}, nil }
func (connector) Driver() driver.Driver                        { return nil }

type conn struct{}

func (conn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed") }
func (conn) Close() error                        { return nil }
func (conn) Begin() (driver.Tx, error)           { return nil, errors.New("not needed") }

func (conn) QueryContext(context.Context, string, []driver.NamedValue) (driver.Rows, error) {
	return &rows{left: 2}, nil
}

func (conn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	return driver.RowsAffected(1), nil
}

type rows struct{ left int64 }

func (*rows) Columns() []string { return []string{"id"} }
func (*rows) Close() error      { return nil }
func (r *rows) Next(dest []driver.Value) error {
	if r.left == 0 {
		return io.EOF
	}
	dest[0], r.left = r.left, r.left-1
	return nil
}

// expireOrders updates each order it finds while it still reads the list.
func expireOrders(db *sql.DB) error {
	found, err := db.Query("select id from orders")
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		var id int64
		if err := found.Scan(&id); err != nil {
			return err
		}
		if _, err := db.Exec("update orders set expired = 1 where id = ?", id); err != nil {
			return err
		}
	}
	return found.Err()
}

func main() {
	db := sql.OpenDB(connector{})
	db.SetMaxOpenConns(1)
	go func() { fmt.Println("expired:", expireOrders(db)) }()
	time.Sleep(150 * time.Millisecond)
	stats := db.Stats()
	fmt.Printf("MaxOpenConnections=%d OpenConnections=%d InUse=%d Idle=%d WaitCount=%d\n\n",
		stats.MaxOpenConnections, stats.OpenConnections, stats.InUse, stats.Idle, stats.WaitCount)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
