package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
	"runtime/pprof"
	"strings"
	"sync"
	"time"
)

func main() {
	db := sql.OpenDB(database{})
	db.SetMaxOpenConns(2)
	both.Add(2)
	answers := make(chan string, 2)
	for range 2 {
		go func() {
			totals, err := Totals(context.Background(), db)
			answers <- fmt.Sprint("totals: ", totals, " ", err)
		}()
	}
	time.Sleep(300 * time.Millisecond)
	fmt.Printf("2 requests, after 300 ms %d are back; InUse %d of %d, WaitCount %d\n",
		len(answers), db.Stats().InUse, db.Stats().MaxOpenConnections, db.Stats().WaitCount)
	dump("main.Totals(")
	for range len(answers) {
		fmt.Println(<-answers)
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

// dump prints the first goroutine whose stack contains part, as /debug/pprof/goroutine?debug=2 does, and counts them.
func dump(part string) {
	var text strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&text, 2); err != nil {
		fmt.Println(err)
	}
	n := 0
	for one := range strings.SplitSeq(strings.TrimSpace(text.String()), "\n\n") {
		if strings.Contains(one, part) {
			if n++; n == 1 {
				fmt.Printf("\n%s\n\n", one)
			}
		}
	}
	fmt.Printf("goroutines with %s: %d\n", part, n)
}
