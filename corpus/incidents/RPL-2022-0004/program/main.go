// Program main shows the deadlock of RPL-2022-0004 (Prometheus remote write): stop holds the mutex of
// the shards until every shard has ended, and a shard whose timer fires needs that mutex before it can
// end. It is a model written for this corpus, not Prometheus code.
package main

import (
	"sync"
	"time"
)

type queue struct {
	batch      []float64
	batchQueue chan []float64
}

// Batch takes the partial batch.
func (q *queue) Batch() []float64 {
	batch := q.batch
	q.batch = nil
	return batch
}

type shards struct {
	mtx   sync.RWMutex
	queue *queue
	done  chan struct{}
}

// runShard sends full batches, and the partial one when its timer fires.
func (s *shards) runShard(batchSendDeadline time.Duration, stopping <-chan struct{}) {
	defer close(s.done)
	timer := time.NewTimer(batchSendDeadline)
	for {
		select {
		case _, ok := <-s.queue.batchQueue:
			if !ok {
				return
			}
		case <-timer.C:
			<-stopping // stop runs just when the timer has fired
			s.mtx.Lock()
			s.queue.Batch()
			s.mtx.Unlock()
			timer.Reset(batchSendDeadline)
		}
	}
}

// stop waits for the shard with the mutex held.
func (s *shards) stop(stopping chan<- struct{}) {
	s.mtx.Lock()
	defer s.mtx.Unlock()
	close(stopping)
	close(s.queue.batchQueue)
	<-s.done
}

func main() {
	s := &shards{queue: &queue{batch: []float64{1}, batchQueue: make(chan []float64, 1)}, done: make(chan struct{})}
	stopping := make(chan struct{})
	go s.runShard(50*time.Millisecond, stopping)
	time.Sleep(200 * time.Millisecond)
	s.stop(stopping)
}
