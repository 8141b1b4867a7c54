// Program main shows the deadlock of RPL-2022-0012 (Prometheus remote write): FlushAndShutdown sends the
// last batch to a full channel under batchMtx, and the shard calls Batch, which needs batchMtx, where it
// would otherwise have read the channel. It is a model written for this corpus, not Prometheus code.
package main

import (
	"sync"
	"time"
)

type queue struct {
	batchMtx   sync.Mutex
	batch      []float64
	batchQueue chan []float64
}

// FlushAndShutdown blocks in the send with the mutex held.
func (q *queue) FlushAndShutdown(done <-chan struct{}) {
	q.batchMtx.Lock()
	defer q.batchMtx.Unlock()
	if len(q.batch) > 0 {
		select {
		case q.batchQueue <- q.batch:
		case <-done:
		}
	}
	q.batch = nil
	close(q.batchQueue)
}

// Batch takes what there is.
func (q *queue) Batch() []float64 {
	q.batchMtx.Lock()
	defer q.batchMtx.Unlock()
	select {
	case batch := <-q.batchQueue:
		return batch
	default:
		batch := q.batch
		q.batch = nil
		return batch
	}
}

type shards struct {
	queue *queue
	done  chan struct{}
}

// runShard is in its timer branch when the queue is stopped.
func (s *shards) runShard() {
	defer close(s.done)
	time.Sleep(100 * time.Millisecond)
	s.queue.Batch()
	for range s.queue.batchQueue {
	}
}

func (s *shards) stop() {
	go s.queue.FlushAndShutdown(s.done)
	<-s.done
}

func main() {
	q := &queue{batch: []float64{2}, batchQueue: make(chan []float64, 1)}
	q.batchQueue <- []float64{1}
	s := &shards{queue: q, done: make(chan struct{})}
	go s.runShard()
	s.stop()
}
