package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"strings"
	"time"
)

var finish = make(chan struct{})

func main() {
	db := sql.OpenDB(orders{})
	server := httptest.NewServer(Report(db))
	client := &http.Client{Timeout: 50 * time.Millisecond}
	for range 3 {
		if _, err := client.Get(server.URL); err != nil {
			fmt.Println("client has left")
		}
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Println("queries still running for nobody:", db.Stats().InUse)
	if db.Stats().InUse > 0 {
		dump("main.Report.func1(")
	}
	close(finish)
}

// orders stands in for a database whose query takes long and heeds its context.
type orders struct{}

func (orders) Connect(context.Context) (driver.Conn, error) { return conn{}, nil }
func (orders) Driver() driver.Driver                        { return nil }

type conn struct{}

func (conn) Prepare(string) (driver.Stmt, error) { return nil, driver.ErrSkip }
func (conn) Begin() (driver.Tx, error)           { return nil, driver.ErrSkip }
func (conn) Close() error                        { return nil }
func (conn) QueryContext(ctx context.Context, _ string, _ []driver.NamedValue) (driver.Rows, error) {
	select {
	case <-finish:
		return nil, driver.ErrBadConn
	case <-ctx.Done():
		return nil, ctx.Err()
	}
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
