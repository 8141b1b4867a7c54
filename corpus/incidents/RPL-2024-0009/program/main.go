// Program main reproduces RPL-2024-0009 (BuildBuddy): the download that several callers share runs under the
// context of the first of them. It is cancelled, and a caller whose own context is healthy gets its error; a caller
// that is cancelled while it waits cannot leave. This is our model of golang.org/x/sync/singleflight, not its code
// and not the project's.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

type call struct {
	done chan struct{}
	err  error
}

type Group struct {
	mu sync.Mutex
	m  map[string]*call
}

// Do runs fn once for all callers of the same key that come while it runs.
func (g *Group) Do(key string, fn func() error) (err error, shared bool) {
	g.mu.Lock()
	if c, ok := g.m[key]; ok {
		g.mu.Unlock()
		<-c.done // knows nothing of the context of this caller
		return c.err, true
	}
	c := &call{done: make(chan struct{})}
	g.m[key] = c
	g.mu.Unlock()
	c.err = fn()
	close(c.done)
	return c.err, false
}

func fetch(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(5 * time.Second):
		return nil
	}
}

func main() {
	g := &Group{m: map[string]*call{}}
	first, cancelFirst := context.WithCancel(context.Background())
	third, cancelThird := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancelThird()
	var wg sync.WaitGroup
	for i, ctx := range []context.Context{first, context.Background(), third} {
		wg.Go(func() {
			start := time.Now()
			err, shared := g.Do("blob", func() error { return fetch(ctx) })
			waited := time.Since(start).Round(100 * time.Millisecond)
			fmt.Printf("caller %d: own context: %v, shared: %t, result: %v, after %v\n", i+1, ctx.Err(), shared, err, waited)
		})
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(270 * time.Millisecond)
	cancelFirst()
	wg.Wait()
}
