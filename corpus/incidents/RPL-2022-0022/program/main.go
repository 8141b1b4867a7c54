// Program main shows the race of RPL-2022-0022 (gin): a handler starts a goroutine that keeps the pooled
// context of its request, the context is reset for the next request, and the goroutine reads that one's
// parameter. Build it with -race. It is a model written for this corpus, not gin code.
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"
)

// Context belongs to one request at a time.
type Context struct {
	Request *http.Request
	name    string
}

// Engine reuses contexts.
type Engine struct {
	pool    sync.Pool
	handler func(*Context)
}

// ServeHTTP takes a context from the pool and gives it back.
func (e *Engine) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	c := e.pool.Get().(*Context)
	c.Request = req
	c.name = req.URL.Query().Get("name")
	e.handler(c)
	e.pool.Put(c)
}

func main() {
	var mu sync.Mutex
	wrong := 0
	var async sync.WaitGroup
	e := &Engine{pool: sync.Pool{New: func() any { return new(Context) }}}
	e.handler = func(c *Context) {
		mine := c.name
		async.Go(func() {
			time.Sleep(20 * time.Millisecond) // the handler has returned
			if c.name != mine {
				mu.Lock()
				wrong++
				mu.Unlock()
			}
		})
	}
	srv := httptest.NewServer(e)
	defer srv.Close()
	for i := range 200 {
		resp, err := http.Get(srv.URL + "/?name=" + fmt.Sprint("user", i))
		if err != nil {
			panic(err)
		}
		resp.Body.Close()
	}
	async.Wait()
	fmt.Println("some goroutines read the name of another request:", wrong > 0)
}
