package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

func main() {
	query := func(ctx context.Context) (string, error) {
		select {
		case <-time.After(150 * time.Millisecond):
			return "chair", nil
		case <-ctx.Done():
			return "", fmt.Errorf("query: %w", ctx.Err())
		}
	}
	var flights Group
	var all sync.WaitGroup
	answers := make([]string, 3)
	for i := range answers {
		ctx, leave := context.WithCancel(context.Background())
		defer leave()
		if i == 0 {
			time.AfterFunc(75*time.Millisecond, leave)
		}
		all.Go(func() {
			product, err := Load(ctx, &flights, "7", query)
			answers[i] = fmt.Sprintf("caller %d: product %q, error %v, own context: %v", i, product, err, ctx.Err())
		})
		time.Sleep(10 * time.Millisecond)
	}
	all.Wait()
	for _, answer := range answers {
		fmt.Println(answer)
	}
}

// Group stands in for golang.org/x/sync/singleflight.Group.
type Group struct {
	mu      sync.Mutex
	flights map[string]*flight
}

type flight struct {
	done  chan struct{}
	value string
	err   error
}

// Do calls f, unless a call with the same key is under way: then it waits for that one.
func (g *Group) Do(key string, f func() (string, error)) (string, error) {
	g.mu.Lock()
	if one, ok := g.flights[key]; ok {
		g.mu.Unlock()
		<-one.done
		return one.value, one.err
	}
	one := &flight{done: make(chan struct{})}
	if g.flights == nil {
		g.flights = map[string]*flight{}
	}
	g.flights[key] = one
	g.mu.Unlock()

	one.value, one.err = f()
	g.mu.Lock()
	delete(g.flights, key)
	g.mu.Unlock()
	close(one.done)
	return one.value, one.err
}
