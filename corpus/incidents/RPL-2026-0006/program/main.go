// Program main reproduces RPL-2026-0006 (DoChanContext of a singleflight package, as exe.dev met it): when the last
// caller leaves, the context of the shared call is cancelled, but the call stays in the map until its function returns. A
// new caller with a healthy context joins it and gets context canceled. This is our model, not the project's code.
package main

import (
	"context"
	"fmt"
	"sync"
)

type call struct {
	ctx     context.Context
	cancel  context.CancelFunc
	waiters int
	done    chan struct{}
	err     error
}

type Group struct {
	mu sync.Mutex
	m  map[string]*call
}

func (g *Group) join(key string, fn func(context.Context) error) *call {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, ok := g.m[key]
	if !ok {
		c = &call{done: make(chan struct{})}
		c.ctx, c.cancel = context.WithCancel(context.Background())
		g.m[key] = c
		go func() {
			c.err = fn(c.ctx)
			g.mu.Lock()
			delete(g.m, key)
			g.mu.Unlock()
			close(c.done)
		}()
	}
	c.waiters++
	return c
}

func (g *Group) leave(c *call) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if c.waiters--; c.waiters == 0 {
		c.cancel() // the fix also deletes the call from the map here
	}
}

func main() {
	g := &Group{m: map[string]*call{}}
	release := make(chan struct{})
	dial := func(ctx context.Context) error {
		<-release // notices the cancellation late
		return ctx.Err()
	}
	a := g.join("host", dial)
	g.leave(a) // caller A is cancelled
	b := g.join("host", dial)
	close(release)
	<-b.done
	fmt.Printf("caller B: own context: %v, joined the call of A: %t, result: %v\n", context.Background().Err(), a == b, b.err)
}
