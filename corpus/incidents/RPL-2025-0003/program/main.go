// Program main reproduces the leak of RPL-2025-0003 (client-go reflector): a watcher sends its events until
// somebody calls Stop. The caller returns on an error without Stop, so the goroutine of the watcher stays in its send.
// This is our model, not the project's code.
package main

import (
	"errors"
	"os"
	"runtime/pprof"
	"time"
)

type watcher struct {
	result chan string
	done   chan struct{}
}

func newWatcher() *watcher {
	w := &watcher{result: make(chan string), done: make(chan struct{})}
	go w.receive()
	return w
}

func (w *watcher) receive() {
	defer close(w.result)
	for {
		select {
		case w.result <- "ADDED":
		case <-w.done:
			return
		}
	}
}

// Stop may be called once here; the interface of client-go asks for more since this incident.
func (w *watcher) Stop() { close(w.done) }

type Reflector struct{ items int }

func (r *Reflector) handleWatch(w *watcher) error {
	for range w.result {
		if r.items++; r.items == 2 {
			return errors.New("unable to decode an event from the watch stream") // and no Stop on this path
		}
	}
	w.Stop()
	return nil
}

func main() {
	for range 3 {
		(&Reflector{}).handleWatch(newWatcher())
	}
	time.Sleep(100 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
