// Program main reproduces the leak of RPL-2024-0010 (Thanos querier): the timer of time.AfterFunc has no
// channel. When the function has already run, Stop returns false, and the drain that is right for time.NewTimer
// receives from a nil channel for ever. This is our model, not the project's code.
package main

import (
	"errors"
	"os"
	"runtime/pprof"
	"time"
)

type seriesClient struct{ closed chan struct{} }

// Recv is a store that answers with an error once its stream was closed.
func (c *seriesClient) Recv() error {
	<-c.closed
	return errors.New("context canceled")
}

func newLazyRespSet(frameTimeout time.Duration) {
	cl := &seriesClient{closed: make(chan struct{})}
	t := time.AfterFunc(frameTimeout, func() { close(cl.closed) })
	defer t.Stop()
	if err := cl.Recv(); err != nil {
		if !t.Stop() {
			<-t.C // nil
		}
	}
}

func main() {
	for range 3 { // three slow stores
		go newLazyRespSet(10 * time.Millisecond)
	}
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
