// Program main reproduces RPL-2024-0006 (NATS server): a helper panics while its caller holds the stream lock,
// and a deferred function of the caller takes the same lock. The panic never gets to print anything: the goroutine
// waits for itself. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type raftNode struct{ id string }

func (n *raftNode) ID() string { return n.id }

type stream struct {
	mu       sync.RWMutex
	node     *raftNode
	catchups int
}

// calculateSyncRequest needs the stream lock and does not expect that node is nil.
func (mset *stream) calculateSyncRequest() string { return mset.node.ID() }

func (mset *stream) processSnapshot() {
	defer func() {
		mset.mu.Lock() // still held by the frame that panicked
		mset.catchups--
		mset.mu.Unlock()
	}()
	mset.mu.RLock()
	peer := mset.calculateSyncRequest()
	mset.mu.RUnlock()
	_ = peer
}

func main() {
	mset := &stream{catchups: 1}
	go mset.processSnapshot()
	time.Sleep(200 * time.Millisecond)
	os.Stderr.WriteString("the nil dereference has not ended the process; its goroutine:\n")
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
