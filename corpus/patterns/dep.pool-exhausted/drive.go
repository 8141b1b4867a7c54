package main

import (
	"context"
	"database/sql/driver"
	"fmt"
	"runtime/pprof"
	"strings"
	"time"
)

func main() {
	store := Open(database{})
	working, stop := context.WithCancel(context.Background())
	for range 4 {
		go store.WaitForJob(working)
	}
	time.Sleep(50 * time.Millisecond)

	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	paid := make(chan error)
	go func() { paid <- store.Pay(ctx, 17) }()
	time.Sleep(100 * time.Millisecond)
	stats := store.db.Stats()
	fmt.Printf("MaxOpenConnections %d, InUse %d, Idle %d, WaitCount %d\n",
		stats.MaxOpenConnections, stats.InUse, stats.Idle, stats.WaitCount)
	dump("main.(*Store).Pay(")
	dump("main.database.ExecContext(")
	fmt.Println("\npay order 17:", <-paid)
	stop()
}

// database stands in for one that has no job for now.
type database struct{}

func (database) Connect(context.Context) (driver.Conn, error) { return database{}, nil }
func (database) Driver() driver.Driver                        { return nil }
func (database) Prepare(string) (driver.Stmt, error)          { return nil, driver.ErrSkip }
func (database) Begin() (driver.Tx, error)                    { return nil, driver.ErrSkip }
func (database) Close() error                                 { return nil }
func (database) ExecContext(ctx context.Context, command string, _ []driver.NamedValue) (driver.Result, error) {
	if strings.HasPrefix(command, "WAIT") {
		<-ctx.Done()
	}
	return driver.ResultNoRows, ctx.Err()
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
