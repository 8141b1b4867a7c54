//go:build !wrong

package main

import "errors"

// ErrClosed says that the queue takes nothing any more.
var ErrClosed = errors.New("queue closed")

// Queue hands events from many publishers to one reader.
type Queue struct {
	events chan string
	closed chan struct{}
}

// NewQueue gives an open queue.
func NewQueue() *Queue {
	return &Queue{events: make(chan string), closed: make(chan struct{})}
}

// Publish hands an event to the reader.
func (q *Queue) Publish(event string) error {
	select {
	case q.events <- event:
		return nil
	case <-q.closed:
		return ErrClosed
	}
}

// Close ends the queue. The reader calls it when it leaves.
func (q *Queue) Close() {
	close(q.closed) // tells the publishers to stop; events, on which they send, is never closed
}
