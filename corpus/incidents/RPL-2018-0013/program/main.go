// Program pilot shows the deadlock of RPL-2018-0013, a cycle of three: the goroutine that reads updateChannel wants
// updateMutex, its holder wants mutex, and the holder of mutex sends on updateChannel. It is our own model of the
// mechanism, not the project's code; short waits let the three meet.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// DiscoveryServer pushes configurations to sidecars.
type DiscoveryServer struct {
	updateChannel chan string
	updateMutex   sync.RWMutex // guards the debounce
	mutex         sync.RWMutex // guards the endpoints
	edsUpdates    []string
	pending       []string
}

// ConfigUpdate submits an update.
func (s *DiscoveryServer) ConfigUpdate(update string) {
	s.updateChannel <- update
}

func (s *DiscoveryServer) handleUpdates() {
	for update := range s.updateChannel {
		s.updateMutex.Lock()
		s.pending = append(s.pending, update)
		s.updateMutex.Unlock()
	}
}

// doPush is called by the timer of the debounce.
func (s *DiscoveryServer) doPush() {
	s.updateMutex.Lock()
	defer s.updateMutex.Unlock()
	time.Sleep(30 * time.Millisecond)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	fmt.Println("pushed", s.pending, s.edsUpdates)
	s.pending, s.edsUpdates = nil, nil
}

// WorkloadUpdate notes changed endpoints and asks for a push.
func (s *DiscoveryServer) WorkloadUpdate(workloads ...string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, workload := range workloads {
		s.edsUpdates = append(s.edsUpdates, workload)
		s.ConfigUpdate("eds " + workload)
	}
}

func main() {
	s := &DiscoveryServer{updateChannel: make(chan string)}
	go s.handleUpdates()
	s.WorkloadUpdate("10.0.0.1")
	s.doPush()
	go s.doPush()
	time.Sleep(10 * time.Millisecond)
	go s.WorkloadUpdate("10.0.0.2", "10.0.0.3")
	time.Sleep(150 * time.Millisecond)
	fmt.Print("connections are open, nothing is pushed\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
