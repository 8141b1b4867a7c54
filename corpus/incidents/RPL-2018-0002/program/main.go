// Program digest-auth shows the crash of RPL-2018-0002: each request without credentials stores a nonce in a map, and
// this write takes no lock. It is our own model of the mechanism, not the library's code. The runtime ends the
// process; the recover in the handler does not run.
package main

import (
	"fmt"
	"sync"
)

type digestClient struct {
	requests int
}

// DigestAuth knows the clients by the nonce it gave them.
type DigestAuth struct {
	mutex   sync.Mutex
	clients map[int]*digestClient
}

// RequireAuth asks a client to authenticate.
func (a *DigestAuth) RequireAuth(nonce int) {
	a.clients[nonce] = &digestClient{}
}

// CheckAuth verifies an answer; it takes the lock that RequireAuth lacks.
func (a *DigestAuth) CheckAuth(nonce int) bool {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.clients[nonce] != nil
}

func handle(a *DigestAuth, request int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("recovered:", r)
		}
	}()
	a.RequireAuth(request)
}

func main() {
	a := &DigestAuth{clients: map[int]*digestClient{}}
	var clients sync.WaitGroup
	for client := range 4 {
		clients.Go(func() {
			for request := range 1_000_000 {
				handle(a, client<<20|request)
			}
		})
	}
	clients.Wait()
	fmt.Println("not reached:", len(a.clients))
}
