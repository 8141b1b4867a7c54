// Program encode-pool shows RPL-2018-0001: an encoder puts its buffer back into a sync.Pool whatever its size, and after
// one huge value small values keep the huge buffer alive through any number of collections. It is our own model of
// the mechanism, not the standard library's code; the second run drops buffers above a limit before Put.
package main

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"sync"
)

type encoder struct {
	pool  sync.Pool
	limit int // a larger buffer is not put back; 0 for none
}

// Marshal encodes a text into a pooled buffer and returns a copy.
func (e *encoder) Marshal(text string) []byte {
	buf, ok := e.pool.Get().(*bytes.Buffer)
	if !ok {
		buf = new(bytes.Buffer)
	}
	buf.Reset()
	buf.WriteByte('"')
	buf.WriteString(text)
	buf.WriteByte('"')
	out := bytes.Clone(buf.Bytes())
	if e.limit == 0 || buf.Cap() <= e.limit {
		e.pool.Put(buf)
	}
	return out
}

func heapMiB() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 20
}

func main() {
	runtime.GOMAXPROCS(1) // one pool of one processor: the same buffer comes back each time
	for _, e := range []*encoder{{}, {limit: 64 << 10}} {
		fmt.Printf("limit %d: HeapAlloc %d MiB at the start", e.limit, heapMiB())
		e.Marshal(strings.Repeat("x", 32<<20))
		for round := 1; round <= 20; round++ {
			for range 100 {
				e.Marshal("small")
			}
			if in := heapMiB(); round%10 == 0 {
				fmt.Printf(", %d MiB after %d collections", in, round)
			}
		}
		fmt.Println()
	}
}
