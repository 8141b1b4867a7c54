// Program sql-retry shows the repeated update of RPL-2015-0003: the connection breaks after the statement has reached
// the server, the driver returns driver.ErrBadConn and database/sql sends the statement again. It is our own model
// of the mechanism, with a fake driver and an in-memory server.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
)

// server is the database: it executes whatever reaches it.
type server struct {
	n    int
	cuts int // how many more connections break after the statement was executed
}

type connector struct{ server *server }

func (c connector) Connect(context.Context) (driver.Conn, error) { return conn(c), nil }
func (c connector) Driver() driver.Driver                        { return nil }

type conn struct{ server *server }

func (c conn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed") }
func (c conn) Close() error                        { return nil }
func (c conn) Begin() (driver.Tx, error)           { return nil, errors.New("not needed") }

// ExecContext sends the statement and fails to read the answer of the server.
func (c conn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	c.server.n++
	fmt.Println("server: executed update t set n = n + 1, n is", c.server.n)
	if c.server.cuts > 0 {
		c.server.cuts--
		fmt.Println("driver: connection cut while reading the answer, returns driver.ErrBadConn")
		return nil, driver.ErrBadConn
	}
	return driver.RowsAffected(1), nil
}

func main() {
	s := &server{cuts: 2}
	db := sql.OpenDB(connector{s})
	result, err := db.Exec("update t set n = n + 1")
	if err != nil {
		fmt.Println("caller: ", err)
		os.Exit(1)
	}
	rows, _ := result.RowsAffected()
	fmt.Printf("caller: one Exec, no error, rows affected: %d, n is %d\n", rows, s.n)
	if s.n != 1 {
		os.Exit(1)
	}
}
