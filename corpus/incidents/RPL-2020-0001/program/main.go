// Command program shows RPL-2020-0001 with the real database/sql and a driver of ours: the driver answers ErrBadConn
// after the server has committed, so database/sql runs the statement again. Only the driver and the server are models.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
)

// table stands for the server; it keeps what was committed.
type table struct{ rows []string }

// conn loses its backend after the first committed insert.
type conn struct {
	t       *table
	honest  bool // the driver says what it knows: the outcome is unknown
	dropped *bool
}

func (c *conn) Prepare(string) (driver.Stmt, error) { return nil, driver.ErrSkip }
func (c *conn) Close() error                        { return nil }
func (c *conn) Begin() (driver.Tx, error)           { return nil, driver.ErrSkip }

func (c *conn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	c.t.rows = append(c.t.rows, "row") // sent, executed and committed
	if *c.dropped {
		return driver.RowsAffected(1), nil
	}
	*c.dropped = true // the backend is terminated before its answer arrives
	if c.honest {
		return nil, errors.New("connection lost, the statement may have been executed")
	}
	return nil, driver.ErrBadConn
}

type connector struct{ open func() driver.Conn }

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.open(), nil }
func (c connector) Driver() driver.Driver                        { return nil }

func insertOnce(honest bool) {
	t, dropped := &table{}, false
	db := sql.OpenDB(connector{func() driver.Conn { return &conn{t: t, honest: honest, dropped: &dropped} }})
	_, err := db.Exec("insert into t default values")
	fmt.Printf("honest driver: %t; calls of Exec: 1; rows in the table: %d; error: %v\n", honest, len(t.rows), err)
}

func main() {
	insertOnce(false)
	insertOnce(true)
}
