// Program main reproduces the leak of RPL-2025-0016 (Prometheus scrape loop): scrapeAndReport sends an error on
// the channel of its caller and does not watch its context. The caller has gone, so cancelling the loop does not end
// it. This is our model, not the project's code.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

type scrapeLoop struct{ ctx context.Context }

func (sl *scrapeLoop) scrapeAndReport(errc chan<- error) {
	if err := errors.New("scrape failed"); errc != nil {
		errc <- err // the fix: select with sl.ctx.Done()
	}
}

func (sl *scrapeLoop) run(errc chan<- error) {
	for {
		select {
		case <-sl.ctx.Done():
			return
		case <-time.After(10 * time.Millisecond):
			sl.scrapeAndReport(errc)
		}
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	errc := make(chan error)
	go (&scrapeLoop{ctx: ctx}).run(errc)
	fmt.Fprintln(os.Stderr, "first report:", <-errc) // and the reader leaves
	time.Sleep(50 * time.Millisecond)
	cancel()
	time.Sleep(100 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
