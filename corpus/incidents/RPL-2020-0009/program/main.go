// Command program models RPL-2020-0009: the event loops of a multiplexer report their error on a channel whose receiver
// has left on cancellation. It is our model of the mechanism, not the code of cloudflared.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// Muxer has a reader and a writer loop.
type Muxer struct{ closed chan struct{} }

func (m *Muxer) run() error {
	<-m.closed
	return errors.New("use of closed network connection")
}

func (m *Muxer) serveLoop(ctx context.Context) error {
	ch := make(chan error)
	go func() {
		err := m.run()
		ch <- err // the receiver may have left
	}()
	select {
	case err := <-ch:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Serve runs both loops until one of them ends or the context is cancelled.
func (m *Muxer) Serve(ctx context.Context) {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { fmt.Println("loop:", m.serveLoop(ctx)) })
	}
	wg.Wait()
}

func main() {
	for range 2 { // two tunnels that end
		ctx, cancel := context.WithCancel(context.Background())
		m := &Muxer{closed: make(chan struct{})}
		time.AfterFunc(20*time.Millisecond, cancel)
		m.Serve(ctx)
		close(m.closed)
	}
	time.Sleep(100 * time.Millisecond)
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
