package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	db := sql.OpenDB(database{})
	db.SetMaxOpenConns(2)
	both.Add(2)
	all := observe.Returns(300*time.Millisecond, func() {
		var requests sync.WaitGroup
		for range 2 {
			requests.Go(func() {
				totals, err := Totals(context.Background(), db)
				fmt.Println("totals:", totals, err)
			})
		}
		requests.Wait()
	})
	if !all {
		fmt.Printf("\nInUse %d of %d, WaitCount %d\n", db.Stats().InUse, db.Stats().MaxOpenConnections, db.Stats().WaitCount)
	}
}

// both makes the two requests come at the same time.
var both sync.WaitGroup

// database stands in for one with three orders that are open.
type database struct{}

func (database) Connect(context.Context) (driver.Conn, error) { return database{}, nil }
func (database) Driver() driver.Driver                        { return nil }
func (database) Prepare(string) (driver.Stmt, error)          { return nil, driver.ErrSkip }
func (database) Begin() (driver.Tx, error)                    { return nil, driver.ErrSkip }
func (database) Close() error                                 { return nil }
func (database) QueryContext(_ context.Context, query string, _ []driver.NamedValue) (driver.Rows, error) {
	if strings.Contains(query, "sum") {
		return &rows{left: 1}, nil
	}
	both.Done()
	both.Wait()
	return &rows{left: 3}, nil
}

type rows struct{ left int }

func (*rows) Columns() []string { return []string{"number"} }
func (*rows) Close() error      { return nil }
func (r *rows) Next(to []driver.Value) error {
	if r.left == 0 {
		return io.EOF
	}
	to[0] = int64(r.left)
	r.left--
	return nil
}
