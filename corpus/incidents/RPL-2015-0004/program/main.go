// Program readrows shows the leak of RPL-2015-0004: each stream has a goroutine that waits for the end of its context,
// and the context derived by ReadRows is cancelled only if the callback stops early. It is our own model of the
// mechanism, not the project's code. `defer cancel()` after the derivation leaves no goroutine.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// clientStream stands for a stream of the RPC library.
type clientStream struct {
	rows []string
}

func newClientStream(ctx context.Context, rows []string) *clientStream {
	s := &clientStream{rows: rows}
	go s.waitForCancel(ctx)
	return s
}

func (s *clientStream) waitForCancel(ctx context.Context) {
	<-ctx.Done()
}

func (s *clientStream) recv() (string, bool) {
	if len(s.rows) == 0 {
		return "", false
	}
	row := s.rows[0]
	s.rows = s.rows[1:]
	return row, true
}

// derive keeps vet quiet here; with context.WithCancel in ReadRows it reports that cancel is not used on all paths.
func derive(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx)
}

// Table is a table of the store.
type Table struct {
	rows []string
}

// ReadRows calls f for each row until it returns false.
func (t *Table) ReadRows(ctx context.Context, f func(string) bool) {
	ctx, cancel := derive(ctx)
	stream := newClientStream(ctx, t.rows)
	for {
		row, ok := stream.recv()
		if !ok {
			return // read to the end: cancel is not called
		}
		if !f(row) {
			cancel()
			return
		}
	}
}

func main() {
	table := &Table{rows: []string{"a", "b"}}
	for range 5 {
		table.ReadRows(context.Background(), func(string) bool { return true })
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("5 reads to the end, goroutines left: %d\n\n", runtime.NumGoroutine()-1)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
