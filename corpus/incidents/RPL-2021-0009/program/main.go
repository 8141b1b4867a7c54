// Command program models RPL-2021-0009: Get re-slices the queue, and the array behind it still points to the item that
// was taken. It is our model of the mechanism, not the code of client-go.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
)

type object struct{ payload [1 << 20]byte }

func newObject(collected *atomic.Int64) *object {
	o := &object{}
	runtime.AddCleanup(o, func(n *atomic.Int64) { n.Add(1) }, collected)
	return o
}

// Type is a work queue.
type Type struct {
	queue     []any
	clearSlot bool // the fix
}

func (q *Type) Add(item any) { q.queue = append(q.queue, item) }

// Get takes the oldest item.
func (q *Type) Get() any {
	item := q.queue[0]
	if q.clearSlot {
		q.queue[0] = nil
	}
	q.queue = q.queue[1:]
	return item
}

func main() {
	for _, fixed := range []bool{false, true} {
		var collected atomic.Int64
		q := &Type{clearSlot: fixed}
		for range 16 {
			q.Add(newObject(&collected))
		}
		for range 15 {
			q.Get() // handled and forgotten
		}
		for range 3 {
			runtime.GC()
			time.Sleep(20 * time.Millisecond)
		}
		fmt.Printf("clear slot: %t; items taken: 15; collected: %d; still queued: %d\n", fixed, collected.Load(), len(q.queue))
		runtime.KeepAlive(q)
	}
}
