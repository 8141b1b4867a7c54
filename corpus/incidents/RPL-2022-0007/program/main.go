// Program main shows the deadlock of RPL-2022-0007 (Prometheus remote write): enqueue holds writeMtx
// while Append sends a batch to a full channel, and the only reader wants writeMtx before it reads. It
// is a model written for this corpus, not Prometheus code.
package main

import (
	"sync"
	"time"
)

type queue struct {
	batch      []float64
	batchQueue chan []float64
}

// Append sends the batch when it is full.
func (q *queue) Append(v float64) {
	q.batch = append(q.batch, v)
	if len(q.batch) == cap(q.batch) {
		q.batchQueue <- q.batch
		q.batch = make([]float64, 0, cap(q.batch))
	}
}

type shards struct {
	writeMtx sync.Mutex
	queue    *queue
}

func (s *shards) enqueue(v float64) {
	s.writeMtx.Lock()
	defer s.writeMtx.Unlock()
	s.queue.Append(v)
}

// runShard takes a batch when its timer fires.
func (s *shards) runShard(batchSendDeadline time.Duration) {
	for {
		time.Sleep(batchSendDeadline)
		s.writeMtx.Lock()
		var batch []float64
		select {
		case batch = <-s.queue.batchQueue:
		default:
			batch, s.queue.batch = s.queue.batch, nil
		}
		s.writeMtx.Unlock()
		_ = batch // sent to the remote end
	}
}

func main() {
	s := &shards{queue: &queue{batch: make([]float64, 0, 1), batchQueue: make(chan []float64, 1)}}
	go s.runShard(100 * time.Millisecond)
	for v := range 10 {
		s.enqueue(float64(v))
	}
}
