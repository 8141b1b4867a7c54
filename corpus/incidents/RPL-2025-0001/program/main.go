// Program main reproduces the deadlock of RPL-2025-0001 (Syncthing): toDB holds the read lock of the metadata
// and marshals it, and one field is filled by a method that takes the read lock again. A writer that queues in
// between stops both. This is our model, not the project's code.
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type metadataTracker struct {
	mut     sync.RWMutex
	created time.Time
	dirty   bool
}

func (m *metadataTracker) Created() time.Time {
	m.mut.RLock()
	defer m.mut.RUnlock()
	return m.created
}

// Marshal is called with the read lock held.
func (m *metadataTracker) Marshal() int64 { return m.Created().UnixNano() }

func (m *metadataTracker) toDB(between func()) int64 {
	m.mut.RLock()
	defer m.mut.RUnlock()
	between() // only the model has this: the writer arrives here
	return m.Marshal()
}

func (m *metadataTracker) addFile() {
	m.mut.Lock()
	defer m.mut.Unlock()
	m.dirty = true
}

func main() {
	m := &metadataTracker{created: time.Now()}
	go m.toDB(func() {
		go m.addFile()
		for m.mut.TryRLock() { // until the writer is queued
			m.mut.RUnlock()
			runtime.Gosched()
		}
	})
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
