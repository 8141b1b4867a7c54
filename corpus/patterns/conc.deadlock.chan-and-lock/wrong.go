//go:build wrong

package main

import "sync"

// Hub hands orders to everybody who has subscribed.
type Hub struct {
	mu   sync.Mutex
	subs map[string]chan string
}

// Subscribe gives the channel on which the subscriber gets its orders.
func (h *Hub) Subscribe(name string) <-chan string {
	h.mu.Lock()
	defer h.mu.Unlock()
	sub := make(chan string, 1)
	h.subs[name] = sub
	return sub
}

// Unsubscribe forgets the subscriber.
func (h *Hub) Unsubscribe(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subs, name)
}

// Publish sends the order to every subscriber.
func (h *Hub) Publish(order string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, sub := range h.subs {
		sub <- order // waits for the subscriber with mu held, and the subscriber may be waiting for mu
	}
}
