// Command program models RPL-2020-0016: nobody reads the rest of one stream, so the loop that feeds all streams of the
// connection blocks, and the reader of the error stream waits for ever. It is our model, not the code of client-go.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// connection hands frames to its streams, one after the other.
type connection struct{ stdout, errorStream *io.PipeReader }

func newConnection() *connection {
	outR, outW := io.Pipe()
	errR, errW := io.Pipe()
	c := &connection{outR, errR}
	go c.frameHandler(outW, errW)
	return c
}

func (c *connection) frameHandler(stdout, errorStream *io.PipeWriter) {
	for range 3 {
		if _, err := stdout.Write([]byte("something")); err != nil {
			return
		}
	}
	_ = stdout.Close()
	_, _ = errorStream.Write([]byte("Success"))
	_ = errorStream.Close()
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("local terminal is gone") }

func copyStdout(c *connection, wg *sync.WaitGroup) {
	defer wg.Done()
	// missing: defer io.Copy(io.Discard, c.stdout)
	if _, err := io.Copy(brokenWriter{}, c.stdout); err != nil {
		fmt.Println("copyStdout:", err)
	}
}

func stream(c *connection) {
	var wg sync.WaitGroup
	wg.Add(1)
	go copyStdout(c, &wg)
	status, _ := io.ReadAll(c.errorStream) // watchErrorStream
	wg.Wait()
	fmt.Println("ended with", string(status))
}

func main() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		stream(newConnection())
	}()
	select {
	case <-done:
	case <-time.After(500 * time.Millisecond):
		fmt.Println("exec still hangs:")
		_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
	}
}
