// Program main reproduces the memory leak of RPL-2024-0003 (NATS server): each gateway connection is
// registered with the global account and not removed when it closes, so its buffers stay. It also shows why the
// search went astray: an object that points at itself is collected, unless a finalizer was set on it to watch it.
// This is our model, not the project's code.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

const buffer = 1 << 18

type client struct {
	gateway bool
	self    *client // stands for the fields through which a connection points at itself
	sg      *sync.Cond
	mu      sync.Mutex
	wnb     []byte
}

type Account struct{ clients map[*client]struct{} }

func (a *Account) register(gateway bool) *client {
	c := &client{gateway: gateway, wnb: make([]byte, buffer)}
	c.self, c.sg = c, sync.NewCond(&c.mu)
	a.clients[c] = struct{}{}
	return c
}

// closeConnection removes client connections only: gateways are forgotten.
func (a *Account) closeConnection(c *client) {
	if !c.gateway {
		delete(a.clients, c)
	}
}

func retained(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range 40 {
		f()
	}
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&after)
	return (after.HeapAlloc - min(after.HeapAlloc, before.HeapAlloc)) / buffer
}

func main() {
	global := &Account{clients: map[*client]struct{}{}}
	n := retained(func() { global.closeConnection(global.register(true)) })
	fmt.Printf("gateway, 40 reconnects: %d buffers retained, %d entries in the account\n", n, len(global.clients))
	n = retained(func() { global.closeConnection(global.register(false)) })
	fmt.Printf("client, 40 reconnects: %d buffers retained, %d entries in the account\n", n, len(global.clients))
	n = retained(func() {
		c := global.register(false)
		runtime.SetFinalizer(c, func(*client) {})
		global.closeConnection(c)
	})
	fmt.Printf("client with a finalizer, 40 reconnects: %d buffers retained\n", n)
	runtime.KeepAlive(global)
}
