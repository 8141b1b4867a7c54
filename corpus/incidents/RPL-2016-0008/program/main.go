// Program client-context shows the leak of RPL-2016-0008: each call derives a context under a long-lived parent that
// can be cancelled and keeps the cancel in a field that nobody calls. It is our own model of the mechanism, not the
// library's code. It prints how many objects each call leaves and a heap profile that says where they come from.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
)

// Stream is the client side of one call.
type Stream struct {
	ctx    context.Context
	cancel context.CancelFunc
}

type http2Client struct{}

//go:noinline
func (t *http2Client) newStream(ctx context.Context) *Stream {
	s := &Stream{}
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s
}

func liveObjects() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapObjects
}

func main() {
	runtime.MemProfileRate = 1
	parent, cancel := context.WithCancel(context.Background())
	defer cancel()
	t := &http2Client{}
	before := liveObjects()
	const calls = 10000
	for range calls {
		t.newStream(parent)
	}
	fmt.Printf("%d calls done and dropped, %d more objects alive after a GC\n\n", calls, liveObjects()-before)
	if err := pprof.Lookup("heap").WriteTo(os.Stdout, 1); err != nil {
		panic(err)
	}
}
