// Program tombstone shows the wedged leader of RPL-2017-0012, a cycle of three: a timer callback sends with the
// tombstone lock held, the leader loop that would receive waits for a barrier, and the barrier waits for an apply that
// needs the lock. It is our own model of the mechanism, not the project's code.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// TombstoneGC collects indexes until they expire.
type TombstoneGC struct {
	lock     sync.Mutex
	indexes  []int
	expireCh chan int
}

func (t *TombstoneGC) expireTime() {
	t.lock.Lock()
	defer t.lock.Unlock()
	for _, index := range t.indexes {
		t.expireCh <- index // the fix gives the lock back first
	}
	t.indexes = nil
}

// Hint notes an index to expire later.
func (t *TombstoneGC) Hint(index int) {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.indexes = append(t.indexes, index)
}

// Server applies entries of the log and leads.
type Server struct {
	gc      *TombstoneGC
	applied chan int
}

func (s *Server) runFSM(entries <-chan int) {
	for index := range entries {
		s.gc.Hint(index) // a delete leaves a tombstone
		s.applied <- index
	}
}

// barrier waits until everything sent so far is applied.
func (s *Server) barrier(last int) {
	for index := range s.applied {
		if index == last {
			return
		}
	}
}

func (s *Server) leaderLoop() {
	for {
		s.barrier(3)
		fmt.Println("leader: expired tombstone", <-s.gc.expireCh)
	}
}

func main() {
	s := &Server{gc: &TombstoneGC{expireCh: make(chan int)}, applied: make(chan int)}
	entries := make(chan int)
	go s.runFSM(entries)
	go s.leaderLoop()
	entries <- 1
	entries <- 2
	time.AfterFunc(20*time.Millisecond, s.gc.expireTime)
	time.Sleep(50 * time.Millisecond)
	entries <- 3
	time.Sleep(150 * time.Millisecond)
	fmt.Print("the leader does not answer\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
