//go:build !wrong

package main

// Queue holds orders until somebody packs them.
type Queue struct {
	size   int
	orders chan string
}

// NewQueue gives a queue with room for so many orders.
func NewQueue(size int) *Queue {
	return &Queue{size: size, orders: make(chan string, size)} // whoever has a Queue has a channel
}

// Push puts an order into the queue.
func (q *Queue) Push(order string) {
	q.orders <- order
}

// Room says how many more orders fit.
func (q *Queue) Room() int {
	return q.size - len(q.orders)
}
