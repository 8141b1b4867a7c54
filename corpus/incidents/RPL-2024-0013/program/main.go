// Program main reproduces the deadlock behind RPL-2024-0013 (fsnotify 1.8.0 on Windows, as Prometheus met it):
// one goroutine of the watcher both delivers events and serves Add. The consumer of the events calls Add from its
// loop and waits for the answer; the watcher waits for the consumer to take the next event from a channel that has no
// buffer any more. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"time"
)

type readDirChangesW struct {
	Events chan string
	input  chan chan error
	quit   chan struct{}
}

func (w *readDirChangesW) sendEvent(name string) {
	select {
	case w.Events <- name:
	case <-w.quit:
	}
}

func (w *readDirChangesW) readEvents() {
	for _, batch := range [][]string{{"targets.json", "targets.json.tmp"}} {
		for _, name := range batch {
			w.sendEvent(name)
		}
	}
	for reply := range w.input { // Add is served between two batches
		reply <- nil
	}
}

func (w *readDirChangesW) AddWith(string) error {
	reply := make(chan error)
	go func() { w.input <- reply }() // wakes the reader, which has no time yet
	return <-reply
}

// Run is the consumer: file discovery renews its watches for each event.
func Run(w *readDirChangesW) {
	for name := range w.Events {
		if err := w.AddWith(name); err != nil {
			return
		}
	}
}

func main() {
	w := &readDirChangesW{Events: make(chan string), input: make(chan chan error), quit: make(chan struct{})}
	go w.readEvents()
	go Run(w)
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
