// Program main shows the deadlock of RPL-2023-0012 (Thanos): Add of the guarded collector means to call
// Add of the value inside and calls itself, with the mutex held. A nil error returns early, so it shows
// with the first real error only. Names follow the incident; it is a model written for this corpus, not
// Thanos code.
package main

import (
	"errors"
	"fmt"
	"sync"
)

// MultiError collects errors.
type MultiError []error

// Add appends a non-nil error.
func (es *MultiError) Add(err error) {
	if err != nil {
		*es = append(*es, err)
	}
}

// SyncMultiError guards a MultiError.
type SyncMultiError struct {
	mtx sync.Mutex
	es  MultiError
}

// Add calls itself where es.es.Add was meant.
func (es *SyncMultiError) Add(err error) {
	if err == nil {
		return
	}
	es.mtx.Lock()
	defer es.mtx.Unlock()
	es.Add(err)
}

// Len tells how many there are.
func (es *SyncMultiError) Len() int {
	es.mtx.Lock()
	defer es.mtx.Unlock()
	return len(es.es)
}

func main() {
	var merr SyncMultiError
	var tsdb sync.Mutex // the lock of the multi-TSDB
	var wg sync.WaitGroup
	prune := func(tenant string, err error) {
		tsdb.Lock()
		defer tsdb.Unlock()
		merr.Add(err)
	}
	prune("a", nil)
	fmt.Println("no error yet:", merr.Len())
	for _, tenant := range []string{"b", "c", "d"} {
		wg.Go(func() { prune(tenant, errors.New(tenant+": upload failed")) })
	}
	wg.Wait()
}
