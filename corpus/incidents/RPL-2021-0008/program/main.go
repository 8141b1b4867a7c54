// Command program models RPL-2021-0008: the flush goroutine ranges over the channel of a ticker; Close stops the ticker,
// which does not close that channel. It is our model of the mechanism, not the code of grpc-go.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// bufferedSink writes log entries and flushes them at intervals.
type bufferedSink struct {
	mu          sync.Mutex
	buf         *bufio.Writer
	writeTicker *time.Ticker
}

func (fs *bufferedSink) startFlushGoroutine() {
	fs.writeTicker = time.NewTicker(10 * time.Millisecond)
	go func() {
		for range fs.writeTicker.C { // never ends
			fs.mu.Lock()
			_ = fs.buf.Flush()
			fs.mu.Unlock()
		}
	}()
}

// Close stops the ticker and flushes for the last time.
func (fs *bufferedSink) Close() error {
	fs.writeTicker.Stop()
	fs.mu.Lock()
	defer fs.mu.Unlock()
	return fs.buf.Flush()
}

func main() {
	for n := range 3 {
		fs := &bufferedSink{buf: bufio.NewWriter(io.Discard)}
		fs.startFlushGoroutine()
		time.Sleep(30 * time.Millisecond)
		fmt.Printf("sink %d closed: %v\n", n, fs.Close())
	}
	time.Sleep(100 * time.Millisecond)
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
