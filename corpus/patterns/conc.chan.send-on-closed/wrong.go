//go:build wrong

package main

// Queue hands events from many publishers to one reader.
type Queue struct {
	events chan string
}

// NewQueue gives an open queue.
func NewQueue() *Queue {
	return &Queue{events: make(chan string)}
}

// Publish hands an event to the reader.
func (q *Queue) Publish(event string) error {
	q.events <- event
	return nil
}

// Close ends the queue. The reader calls it when it leaves.
func (q *Queue) Close() {
	close(q.events) // every Publish that is under way, or comes later, panics
}
