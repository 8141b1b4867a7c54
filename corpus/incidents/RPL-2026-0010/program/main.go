// Program main reproduces RPL-2026-0010 (gin-contrib/timeout): the middleware answers at the timeout and returns,
// the framework puts the context of the request into its pool and uses it for the next request, and the goroutine of the
// first handler still writes into it. Built with -race it reports the race. This is our model, not the project's code.
package main

import (
	"fmt"
	"sync"
	"time"
)

type Context struct {
	index int
	body  []byte
}

func (c *Context) Write(s string) { c.body = append(c.body, s...) }

// Engine takes its contexts from a pool, as Gin does; this one always gives back the context that came last.
type Engine struct {
	mu   sync.Mutex
	free []*Context
}

func (e *Engine) ServeHTTP(handler func(*Context)) string {
	e.mu.Lock()
	if len(e.free) == 0 {
		e.free = append(e.free, new(Context))
	}
	c := e.free[len(e.free)-1]
	e.free = e.free[:len(e.free)-1]
	e.mu.Unlock()
	c.index, c.body = 0, nil
	handler(c)
	response := string(c.body)
	e.mu.Lock()
	e.free = append(e.free, c)
	e.mu.Unlock()
	return response
}

func timeout(limit time.Duration, handler func(*Context)) func(*Context) {
	return func(c *Context) {
		finish := make(chan struct{}, 1)
		go func() {
			handler(c)
			finish <- struct{}{}
		}()
		select {
		case <-finish:
		case <-time.After(limit): // and the handler goes on with c
			c.Write("408 timeout")
		}
	}
}

func main() {
	e := new(Engine)
	slow := timeout(50*time.Millisecond, func(c *Context) {
		time.Sleep(150 * time.Millisecond)
		c.Write(`{"account":"of the first client"}`)
	})
	fmt.Println("first client: ", e.ServeHTTP(slow))
	second := e.ServeHTTP(func(c *Context) {
		c.Write(`{"clean":"response"}`)
		time.Sleep(200 * time.Millisecond)
	})
	fmt.Println("second client:", second)
}
