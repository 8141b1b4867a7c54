// Program store shows the stuck node of RPL-2016-0011: a removed replica is sent to the scanner with the store mutex
// held, the scanner needs this mutex, and the goroutines that collect metrics queue behind it. It is our own model of
// the mechanism, not the project's code.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type replicaScanner struct {
	removed chan int
}

// Store holds the replicas of a node.
type Store struct {
	mu       sync.Mutex
	replicas map[int]bool
	scanner  replicaScanner
}

// RemoveReplica drops a replica and tells the scanner.
func (s *Store) RemoveReplica(id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.removeReplicaImpl(id)
}

func (s *Store) removeReplicaImpl(id int) {
	time.Sleep(40 * time.Millisecond) // destroys its data
	delete(s.replicas, id)
	s.scanner.removed <- id
}

// ReplicaCount is what metrics ask for.
func (s *Store) ReplicaCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.replicas)
}

// scanLoop visits the replicas; between visits it takes note of removed ones.
func (s *Store) scanLoop(visit <-chan struct{}) {
	for {
		select {
		case id := <-s.scanner.removed:
			fmt.Println("scanner: replica", id, "is gone")
		case <-visit:
			fmt.Println("scanner: replicas to visit:", s.ReplicaCount())
		}
	}
}

func main() {
	s := &Store{replicas: map[int]bool{1: true, 2: true}, scanner: replicaScanner{removed: make(chan int)}}
	visit := make(chan struct{})
	go s.scanLoop(visit)
	go s.RemoveReplica(2)
	time.Sleep(20 * time.Millisecond)
	visit <- struct{}{} // the scanner begins a visit meanwhile
	for range 3 {
		go func() { fmt.Println("metrics: replicas:", s.ReplicaCount()) }()
	}
	time.Sleep(150 * time.Millisecond)
	fmt.Print("no metrics from this node\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
