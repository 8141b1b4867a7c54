// Program main reproduces RPL-2026-0017 (containerd shim): Stop ends the watcher of a container and leaves it in the
// map. The map only grows, and a container that comes back with the same id is not watched again. This is our model,
// not the project's code.
package main

import (
	"errors"
	"fmt"
	"sync"
)

var errAlreadyExists = errors.New("already exists")

type watcher struct{ running bool }

func (w *watcher) stop() { w.running = false }

type oomWatchers struct {
	mu       sync.Mutex
	watchers map[string]*watcher
}

func (ows *oomWatchers) Add(cid string) error {
	ows.mu.Lock()
	defer ows.mu.Unlock()
	if _, exist := ows.watchers[cid]; exist {
		return fmt.Errorf("failed to add oom watcher to container %s: %w", cid, errAlreadyExists)
	}
	ows.watchers[cid] = &watcher{running: true}
	return nil
}

func (ows *oomWatchers) Stop(cid string) {
	ows.mu.Lock()
	w, exist := ows.watchers[cid] // the fix deletes it here
	ows.mu.Unlock()
	if exist {
		w.stop()
	}
}

func main() {
	ows := &oomWatchers{watchers: map[string]*watcher{}}
	for n := range 1000 {
		cid := fmt.Sprint("exec-", n)
		ows.Add(cid)
		ows.Stop(cid)
	}
	fmt.Printf("1000 containers started and stopped: %d watchers in the map\n", len(ows.watchers))
	err := ows.Add("exec-7")
	fmt.Printf("exec-7 created again: %v, watched: %t\n", err, ows.watchers["exec-7"].running)
}
