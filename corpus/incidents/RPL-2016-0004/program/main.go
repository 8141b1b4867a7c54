// Program fsnotify shows the deadlock of RPL-2016-0004: Remove waits until the reader of kernel events has seen
// IN_IGNORED, the reader sends an event that came before it, and the only receiver of events is the goroutine in
// Remove. It is our own model of the mechanism, not the library's code; the kernel is a queue of names.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// Watcher delivers events of watched files.
type Watcher struct {
	Events  chan string
	mu      sync.Mutex
	cv      *sync.Cond
	watches map[string]bool
	kernel  chan string // events as the kernel queues them
}

// NewWatcher starts the reader.
func NewWatcher() *Watcher {
	w := &Watcher{Events: make(chan string), watches: map[string]bool{}, kernel: make(chan string, 10)}
	w.cv = sync.NewCond(&w.mu)
	go w.readEvents()
	return w
}

// Add watches a file.
func (w *Watcher) Add(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watches[name] = true
}

// Remove ends a watch and waits until its entry is gone.
func (w *Watcher) Remove(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kernel <- "IN_IGNORED " + name
	for w.watches[name] {
		w.cv.Wait()
	}
}

func (w *Watcher) readEvents() {
	for event := range w.kernel {
		var name string
		if n, _ := fmt.Sscanf(event, "IN_IGNORED %s", &name); n == 1 {
			w.mu.Lock()
			delete(w.watches, name)
			w.cv.Broadcast()
			w.mu.Unlock()
			continue
		}
		w.Events <- event
	}
}

// tail is the only consumer of events; it drops its watch when the file is rotated.
func tail(w *Watcher) {
	for event := range w.Events {
		fmt.Println("tail:", event)
		if event == "IN_MOVE_SELF app.log" {
			w.Remove("app.log")
			fmt.Println("tail: watch removed")
		}
	}
}

func main() {
	w := NewWatcher()
	w.Add("app.log")
	w.kernel <- "IN_MODIFY app.log"
	w.kernel <- "IN_MOVE_SELF app.log"
	w.kernel <- "IN_MODIFY app.log" // queued before IN_IGNORED
	go tail(w)
	time.Sleep(150 * time.Millisecond)
	fmt.Print("Remove has not returned\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
