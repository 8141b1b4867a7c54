// Program main shows the deadlock of RPL-2023-0009 (containerd shim): Create holds the mutex of the
// service while it records the started process, the process has exited already, and the exit is handled
// on the spot by a method that takes the same mutex. It is a model written for this corpus, not
// containerd code.
package main

import (
	"fmt"
	"sync"
)

type exit struct{ pid, status int }

type service struct {
	mu      sync.Mutex
	running map[int]bool
	exits   map[int]exit
}

// handleProcessExit publishes the exit; it locks by itself.
func (s *service) handleProcessExit(e exit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Println("exited:", e.pid, e.status)
}

// preStart returns the function that records the process.
func (s *service) preStart() (handleStarted func(pid int)) {
	return func(pid int) {
		if e, exited := s.exits[pid]; exited {
			s.handleProcessExit(e)
			return
		}
		s.running[pid] = true
	}
}

// Create makes a container and starts its init process.
func (s *service) Create(pid int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	handleStarted := s.preStart()
	handleStarted(pid)
}

func main() {
	s := &service{running: map[int]bool{}, exits: map[int]exit{}}
	s.Create(100)
	fmt.Println("created 100, running:", s.running[100])
	s.exits[101] = exit{pid: 101, status: 1} // init of the next container dies at once
	s.Create(101)
}
