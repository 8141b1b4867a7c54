// Program two-contexts shows the leak of RPL-2015-0006: the cancel function of a first context is overwritten by that
// of a second one, so only the second is released. It is our own model of the mechanism, not the project's code.
// The parent here is a context type of the program's own, as callers of that time had: for such a parent package
// context waits in a goroutine, which shows the context that was lost.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// requestContext is a context with a Done channel of its own.
type requestContext struct {
	context.Context
	done chan struct{}
}

func (c requestContext) Done() <-chan struct{} { return c.done }

type simpleHTTPClient struct {
	headerTimeout time.Duration
}

// Do runs one request.
func (c *simpleHTTPClient) Do(ctx context.Context) {
	hctx, hcancel := context.WithCancel(ctx)
	if c.headerTimeout > 0 {
		hctx, hcancel = context.WithTimeout(ctx, c.headerTimeout)
	}
	defer hcancel()
	_ = hctx // the request would be sent with it
}

func main() {
	client := &simpleHTTPClient{headerTimeout: time.Second}
	for range 5 {
		client.Do(requestContext{Context: context.Background(), done: make(chan struct{})})
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("5 requests done, goroutines left: %d\n\n", runtime.NumGoroutine()-1)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
