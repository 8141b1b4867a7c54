// Command program models RPL-2021-0007: an error path takes the read lock again for a log line, and a writer queues
// between the two. It is our model of the mechanism, not the code of CockroachDB.
package main

import (
	"fmt"
	"sync"
	"time"
)

type rangeDescriptor struct{ start, end string }

// Replica guards its descriptor with a lock for readers and writers.
type Replica struct {
	mu struct {
		sync.RWMutex
		desc rangeDescriptor
	}
}

// Desc takes the read lock.
func (r *Replica) Desc() rangeDescriptor {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.mu.desc
}

func (r *Replica) protectedTimestampRecordApplies(writerWaits <-chan struct{}) error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	<-writerWaits
	desc := r.Desc() // the fix: the descriptor is at hand already
	return fmt.Errorf("record does not apply to %s-%s", desc.start, desc.end)
}

func (r *Replica) setDesc(desc rangeDescriptor) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mu.desc = desc
}

func main() {
	r := &Replica{}
	writerWaits := make(chan struct{})
	go func() {
		go func() {
			time.Sleep(50 * time.Millisecond) // until the writer is queued
			close(writerWaits)
		}()
		time.Sleep(10 * time.Millisecond) // until the reader has the lock
		r.setDesc(rangeDescriptor{"a", "c"})
	}()
	fmt.Println(r.protectedTimestampRecordApplies(writerWaits))
}
