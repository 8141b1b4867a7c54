// Program handle-context shows RPL-2018-0008: a context is put back into the pool by HandleContext and again by
// ServeHTTP, so two requests get the same context. It is our own model of the mechanism, not the framework's code;
// the requests run in turns that a barrier fixes, as they may fall in production.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
)

// Context is the state of one request.
type Context struct {
	user string
	body []string
}

// Engine hands out pooled contexts.
type Engine struct {
	pool sync.Pool
}

// ServeHTTP serves one request with a context of its own.
func (e *Engine) ServeHTTP(user string, handler func(*Context)) {
	c := e.pool.Get().(*Context)
	*c = Context{user: user}
	handler(c)
	e.pool.Put(c)
}

// HandleContext dispatches a rewritten request again.
func (e *Engine) HandleContext(c *Context) {
	c.body = append(c.body, "rewritten for "+c.user)
	e.pool.Put(c) // ServeHTTP does this as well
}

func main() {
	runtime.GOMAXPROCS(1) // one pool of one processor
	e := &Engine{pool: sync.Pool{New: func() any { return new(Context) }}}
	e.ServeHTTP("alice", e.HandleContext) // the pool now holds one context twice

	var bobWrites, carolDone sync.WaitGroup
	var requests sync.WaitGroup
	bobWrites.Add(1)
	carolDone.Add(1)
	shared := make(map[*Context]int)
	requests.Go(func() {
		e.ServeHTTP("bob", func(c *Context) {
			shared[c]++
			bobWrites.Done()
			carolDone.Wait()
			c.body = append(c.body, "account of "+c.user)
			fmt.Printf("response to bob: %q\n", c.body)
		})
	})
	bobWrites.Wait()
	requests.Go(func() {
		e.ServeHTTP("carol", func(c *Context) {
			shared[c]++
			c.body = append(c.body, "account of "+c.user)
			fmt.Printf("response to carol: %q\n", c.body)
			carolDone.Done()
		})
	})
	requests.Wait()
	fmt.Printf("2 concurrent requests, %d context\n", len(shared))
	if len(shared) == 1 {
		os.Exit(1)
	}
}
