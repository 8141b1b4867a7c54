// Program main shows the leak of RPL-2021-0015 (Prometheus web handler): Run leaves through ctx.Done(),
// and the goroutine that serves then blocks in its send on errCh, which has no capacity. It is a model
// written for this corpus, not Prometheus code.
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// Handler stands for the web handler.
type Handler struct{}

// Run serves until the context ends.
func (h *Handler) Run(ctx context.Context, listener net.Listener) error {
	httpSrv := &http.Server{}
	errCh := make(chan error)
	go func() {
		errCh <- httpSrv.Serve(listener)
	}()
	select {
	case e := <-errCh:
		return e
	case <-ctx.Done():
		httpSrv.Shutdown(context.Background())
		return nil
	}
}

func main() {
	h := &Handler{}
	for range 3 {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		h.Run(ctx, listener)
		cancel()
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Println("goroutines after 3 starts and stops:", runtime.NumGoroutine())
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
