// Program main shows the hang of RPL-2023-0010 (tollbooth in cmdchallenge.com): the limiter calls the
// user's callback under its read lock, the callback reads a property under the same read lock, and a
// request that wants the write lock comes in between. From then on every request hangs. It is a model
// written for this corpus, not tollbooth code.
package main

import (
	"sync"
	"time"
)

// Limiter is a rate limiter with a callback.
type Limiter struct {
	sync.RWMutex
	statusCode     int
	onLimitReached func()
	tokens         map[string]int
}

// GetStatusCode reads a property.
func (l *Limiter) GetStatusCode() int {
	l.RLock()
	defer l.RUnlock()
	return l.statusCode
}

// ExecOnLimitReached calls the callback with the read lock held.
func (l *Limiter) ExecOnLimitReached() {
	l.RLock()
	defer l.RUnlock()
	if l.onLimitReached != nil {
		l.onLimitReached()
	}
}

// LimitReached counts the request under the write lock.
func (l *Limiter) LimitReached(key string) bool {
	l.Lock()
	defer l.Unlock()
	l.tokens[key]--
	return l.tokens[key] < 0
}

func (l *Limiter) serve(key string) {
	if l.LimitReached(key) {
		l.ExecOnLimitReached()
	}
}

func main() {
	l := &Limiter{statusCode: 429, tokens: map[string]int{"good": 100}}
	l.onLimitReached = func() {
		time.Sleep(100 * time.Millisecond) // another request asks for the write lock meanwhile
		_ = l.GetStatusCode()
	}
	var wg sync.WaitGroup
	wg.Go(func() { l.serve("greedy") })
	time.Sleep(50 * time.Millisecond)
	for range 3 {
		wg.Go(func() { l.serve("good") })
	}
	wg.Wait()
}
