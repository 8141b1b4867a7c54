// Program main reproduces the hang of RPL-2025-0011 (containerd): opening a layer takes a place in a limiter that
// the Close of the body gives back. An error after the request succeeded returns without a body, nobody closes it, and
// each retry takes another place until none is left. This is our model, not the project's code.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"strings"
	"time"
)

// limiter is a semaphore of the standard library's kind.
type limiter chan struct{}

func (l limiter) Acquire() { l <- struct{}{} }
func (l limiter) Release() { <-l }

type fnOnClose struct {
	beforeClose func()
	io.Reader
}

func (f *fnOnClose) Close() error {
	f.beforeClose()
	return nil
}

type dockerFetcher struct{ limiter }

func (r dockerFetcher) open(encoding string) (io.ReadCloser, error) {
	r.Acquire()
	body := &fnOnClose{beforeClose: r.Release, Reader: strings.NewReader("layer")}
	if encoding != "" {
		return nil, errors.New("unsupported Content-Encoding algorithm: " + encoding) // the place is lost
	}
	return body, nil
}

func main() {
	r := dockerFetcher{limiter: make(limiter, 3)}
	for try := range 3 {
		_, err := r.open("br")
		fmt.Fprintf(os.Stderr, "pull %d: %v\n", try+1, err)
	}
	go func() {
		body, err := r.open("") // a healthy registry
		if err == nil {
			body.Close()
		}
	}()
	time.Sleep(200 * time.Millisecond)
	fmt.Fprintf(os.Stderr, "places in use: %d of %d, open bodies: 0\n", len(r.limiter), cap(r.limiter))
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
