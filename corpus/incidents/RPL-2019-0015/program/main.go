// Command program shows RPL-2019-0015 with the real database/sql and a driver of ours: Conn.Close waits for the read
// lock of Rows that nobody closes. Only the driver is a model.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
)

type fakeConnector struct{}

func (fakeConnector) Connect(context.Context) (driver.Conn, error) { return fakeConn{}, nil }
func (fakeConnector) Driver() driver.Driver                        { return nil }

type fakeConn struct{}

func (fakeConn) Prepare(string) (driver.Stmt, error) { return nil, driver.ErrSkip }
func (fakeConn) Close() error                        { return nil }
func (fakeConn) Begin() (driver.Tx, error)           { return nil, driver.ErrSkip }
func (fakeConn) QueryContext(context.Context, string, []driver.NamedValue) (driver.Rows, error) {
	return fakeRows{}, nil
}

// fakeRows has rows without end.
type fakeRows struct{}

func (fakeRows) Columns() []string              { return []string{"id"} }
func (fakeRows) Close() error                   { return nil }
func (fakeRows) Next(dest []driver.Value) error { dest[0] = int64(1); return nil }

func testDatabase(db *sql.DB) error {
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	rows, err := conn.QueryContext(ctx, "SELECT id FROM users")
	if err != nil {
		return err
	}
	rows.Next() // reads one row; missing: defer rows.Close()
	fmt.Println("closing the connection")
	return conn.Close()
}

func main() {
	db := sql.OpenDB(fakeConnector{})
	fmt.Println(testDatabase(db))
}
