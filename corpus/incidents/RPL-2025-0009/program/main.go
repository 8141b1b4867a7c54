// Program main reproduces the deadlock of RPL-2025-0009 (Docker NetworkDB): JoinNetwork enqueues a message with
// the database locked, and the queue locks itself; the gossip task asks the queue for messages, and the queue calls
// back, under its own lock, a function that locks the database. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// TransmitLimitedQueue stands for the queue of a library that knows nothing of the database.
type TransmitLimitedQueue struct {
	mu       sync.Mutex
	NumNodes func() int
	queue    []string
}

func (q *TransmitLimitedQueue) QueueBroadcast(msg string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.queue = append(q.queue, msg)
}

func (q *TransmitLimitedQueue) GetBroadcasts() []string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.queue[:min(len(q.queue), q.NumNodes())]
}

type NetworkDB struct {
	sync.RWMutex
	nodes      map[string]bool
	broadcasts *TransmitLimitedQueue
	bothLocked sync.WaitGroup // only the model has this
}

func (nDB *NetworkDB) meet() {
	nDB.bothLocked.Done()
	nDB.bothLocked.Wait()
}

func (nDB *NetworkDB) JoinNetwork(nid string) {
	nDB.Lock()
	defer nDB.Unlock()
	nDB.meet()
	nDB.broadcasts.QueueBroadcast("join " + nid)
}

func (nDB *NetworkDB) numNodes() int {
	nDB.meet()
	nDB.RLock()
	defer nDB.RUnlock()
	return len(nDB.nodes)
}

func (nDB *NetworkDB) gossip() { nDB.broadcasts.GetBroadcasts() }

func main() {
	nDB := &NetworkDB{nodes: map[string]bool{"a": true}, broadcasts: &TransmitLimitedQueue{}}
	nDB.broadcasts.NumNodes = nDB.numNodes
	nDB.bothLocked.Add(2)
	go nDB.JoinNetwork("net1")
	go nDB.gossip()
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
