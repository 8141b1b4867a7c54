// Program main shows the lock order of RPL-2023-0007 (Vault): a restore takes the lock of a lease and
// then the pending lock, the failure handler of a revocation holds the pending lock by defer and then
// wants the lock of the lease. It is a model written for this corpus, not Vault code.
package main

import (
	"sync"
	"time"
)

// ExpirationManager has one lock for each lease and one for the table.
type ExpirationManager struct {
	pendingLock sync.RWMutex
	pending     map[string]time.Time
	leaseLocks  map[string]*sync.Mutex
}

// restoreLease loads a lease from storage: lease lock, then pending lock.
func (m *ExpirationManager) restoreLease(id string) {
	m.leaseLocks[id].Lock()
	defer m.leaseLocks[id].Unlock()
	time.Sleep(100 * time.Millisecond)
	m.pendingLock.Lock()
	defer m.pendingLock.Unlock()
	m.pending[id] = time.Now()
}

type revocationJob struct {
	m       *ExpirationManager
	leaseID string
}

// OnFailure marks the lease for another try: pending lock, then lease lock.
func (r *revocationJob) OnFailure() {
	r.m.pendingLock.Lock()
	defer r.m.pendingLock.Unlock()
	if _, ok := r.m.pending[r.leaseID]; !ok {
		return
	}
	time.Sleep(100 * time.Millisecond)
	r.m.markLeaseForRetry(r.leaseID)
}

func (m *ExpirationManager) markLeaseForRetry(id string) {
	m.leaseLocks[id].Lock()
	defer m.leaseLocks[id].Unlock()
}

func main() {
	m := &ExpirationManager{
		pending:    map[string]time.Time{"database/creds/1": time.Now()},
		leaseLocks: map[string]*sync.Mutex{"database/creds/1": {}},
	}
	var wg sync.WaitGroup
	wg.Go(func() { m.restoreLease("database/creds/1") })
	wg.Go((&revocationJob{m, "database/creds/1"}).OnFailure)
	wg.Wait()
}
