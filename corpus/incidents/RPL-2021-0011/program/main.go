// Program main shows the nested RLock of RPL-2021-0011 (Thanos querier): HasStoreAPI holds the read lock
// and calls HasClients, which takes it again, while an update waits for the write lock. Type and method
// names follow the incident; it is a model written for this corpus, not Thanos code.
package main

import (
	"sync"
	"time"
)

type endpointClients struct{ store any }

type endpointRef struct {
	mtx     sync.RWMutex
	clients *endpointClients
}

// HasClients takes the read lock by itself.
func (er *endpointRef) HasClients() bool {
	er.mtx.RLock()
	defer er.mtx.RUnlock()
	return er.clients != nil
}

// HasStoreAPI calls HasClients with the read lock held; between tells where another goroutine may run.
func (er *endpointRef) HasStoreAPI(between func()) bool {
	er.mtx.RLock()
	defer er.mtx.RUnlock()
	between()
	return er.HasClients() && er.clients.store != nil
}

// Update changes the clients.
func (er *endpointRef) Update(c *endpointClients) {
	er.mtx.Lock()
	defer er.mtx.Unlock()
	er.clients = c
}

func main() {
	er := &endpointRef{clients: &endpointClients{store: 1}}
	var wg sync.WaitGroup
	er.HasStoreAPI(func() {}) // without a writer the nested read lock works
	wg.Go(func() {
		er.HasStoreAPI(func() {
			wg.Go(func() { er.Update(&endpointClients{}) })
			time.Sleep(100 * time.Millisecond) // the update now waits for the write lock
		})
	})
	wg.Wait()
}
