// Program main reproduces RPL-2025-0006 (clickhouse-go): a driver for database/sql runs the statement and then
// reports driver.ErrBadConn because the connection broke before the answer came. database/sql takes that error for a
// proof that nothing was done and runs the statement again. This is our model, not the project's code.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
)

var inserted int // rows on the server

type stdConn struct{}

func (stdConn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not used") }
func (stdConn) Begin() (driver.Tx, error)           { return nil, errors.New("not used") }
func (stdConn) Close() error                        { return nil }

// ExecContext reaches the server; the connection breaks while the answer is awaited.
func (stdConn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	inserted++
	return nil, driver.ErrBadConn
}

type connector struct{}

func (connector) Connect(context.Context) (driver.Conn, error) { return stdConn{}, nil }
func (connector) Driver() driver.Driver                        { return nil }

func main() {
	db := sql.OpenDB(connector{})
	defer db.Close()
	_, err := db.Exec("INSERT INTO payments VALUES (1, 100)")
	fmt.Printf("calls of Exec: 1, statements on the server: %d, error: %v\n", inserted, err)
}
