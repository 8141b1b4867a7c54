// Program informer shows the hang of RPL-2016-0013: the callback of an informer sends to a bounded channel, the reader of
// the channel asks the informer whether it has synced, and that waits for the callback. It is our own model of the
// mechanism, not the code of the projects. With a select and default in the callback the start-up completes.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// informer calls its handler for each object, with the lock of its queue held.
type informer struct {
	mu      sync.Mutex
	queue   []string
	handler func(string)
}

func (i *informer) pop() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if len(i.queue) > 0 {
		object := i.queue[0]
		i.queue = i.queue[1:]
		i.handler(object)
	}
}

func (i *informer) Run() {
	for {
		i.pop()
		time.Sleep(time.Millisecond)
	}
}

// HasSynced tells whether all objects of the start were handled.
func (i *informer) HasSynced() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return len(i.queue) == 0
}

func newResourceEventHandler(events chan<- string) func(string) {
	return func(object string) { events <- object }
}

// watchAll forwards events once the informer has synced.
func watchAll(endpoints *informer, events <-chan string, reload chan<- string) {
	for event := range events {
		time.Sleep(2 * time.Millisecond) // handling takes longer than finding the next object
		if endpoints.HasSynced() {
			reload <- event
		}
	}
}

func main() {
	events := make(chan string, 10)
	endpoints := &informer{handler: newResourceEventHandler(events)}
	for n := range 90 {
		endpoints.queue = append(endpoints.queue, fmt.Sprintf("endpoint-%d", n))
	}
	reload := make(chan string)
	go endpoints.Run()
	go watchAll(endpoints, events, reload)
	select {
	case event := <-reload:
		fmt.Println("configuration loaded at", event)
	case <-time.After(700 * time.Millisecond):
		fmt.Print("90 endpoints, a channel of 10: nothing loaded\n\n")
		if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
			panic(err)
		}
		os.Exit(1)
	}
}
