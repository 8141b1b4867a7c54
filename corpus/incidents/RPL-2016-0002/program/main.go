// Program goji-context shows the race of RPL-2016-0002: a context that points to the pooled state of a request, read
// by a goroutine that outlives the request while the state is cleared for reuse. It is our own model of the
// mechanism, not the project's code. Run it with -race.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// C is the state of one request.
type C struct {
	Env map[string]string
}

// ctx binds a context to the state of the request.
type ctx struct {
	context.Context
	c *C
}

func (x ctx) Value(key any) any {
	if name, ok := key.(string); ok && x.c.Env != nil {
		return x.c.Env[name]
	}
	return x.Context.Value(key)
}

type mStack struct {
	pool sync.Pool
}

func (m *mStack) release(c *C) {
	*c = C{}
	m.pool.Put(c)
}

func (m *mStack) serve(handler func(context.Context)) {
	c := m.pool.Get().(*C)
	c.Env = map[string]string{"user": "alice"}
	handler(ctx{Context: context.Background(), c: c})
	m.release(c)
}

func main() {
	m := &mStack{pool: sync.Pool{New: func() any { return new(C) }}}
	var logged sync.WaitGroup
	m.serve(func(c context.Context) {
		logged.Add(1)
		go func() { // logs after the response
			defer logged.Done()
			time.Sleep(50 * time.Millisecond)
			fmt.Printf("log: request of %q\n", c.Value("user"))
		}()
	})
	logged.Wait()
}
