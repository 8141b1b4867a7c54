// Command program models RPL-2019-0012: a retry takes the connection's mutex again, because one of three paths did
// not release it, while it holds one of a few push slots. It is our model of the mechanism, not the code of Istio.
package main

import (
	"fmt"
	"sync"
	"time"
)

const slots = 2

type XdsConnection struct {
	mu              sync.Mutex
	lastPushFailure time.Time
	pushChannel     chan struct{} // the sidecar does not read
}

type DiscoveryServer struct{ concurrentPushLimit chan struct{} }

func (s *DiscoveryServer) startPush(clients []*XdsConnection) {
	for n, client := range clients {
		s.concurrentPushLimit <- struct{}{} // the third push waits here for ever
		fmt.Println("push", n, "has a slot")
		go func() {
			defer func() { <-s.concurrentPushLimit }()
		retry:
			timer := time.NewTimer(20 * time.Millisecond)
			select {
			case client.pushChannel <- struct{}{}:
				timer.Stop()
			case <-timer.C:
				client.mu.Lock()
				if client.lastPushFailure.IsZero() {
					client.lastPushFailure = time.Now()
					client.mu.Unlock()
				} else if time.Since(client.lastPushFailure) > 10*time.Second {
					client.mu.Unlock()
					return
				} // neither: the mutex stays locked
				goto retry
			}
		}()
	}
}

func main() {
	s := &DiscoveryServer{concurrentPushLimit: make(chan struct{}, slots)}
	var clients []*XdsConnection
	for range 3 {
		clients = append(clients, &XdsConnection{pushChannel: make(chan struct{})})
	}
	s.startPush(clients)
}
