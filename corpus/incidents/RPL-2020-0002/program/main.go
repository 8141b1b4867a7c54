// Command program measures the cost behind RPL-2020-0002: a forced collection marks all that lives, and a cache of
// pointers costs far more than the same number of values without pointers. It is our model, not Discord's code.
package main

import (
	"fmt"
	"runtime"
	"time"
)

const entries = 2_000_000

// ReadState has links, as an entry of an LRU list has.
type ReadState struct {
	prev, next *ReadState
	channel    *uint64
	mentions   uint64
}

// flatReadState links by index.
type flatReadState struct {
	prev, next uint32
	channel    uint64
	mentions   uint64
}

func withPointers() []*ReadState {
	cache := make([]*ReadState, entries)
	for i := range cache {
		channel := uint64(i)
		cache[i] = &ReadState{channel: &channel}
		if i > 0 {
			cache[i].prev, cache[i-1].next = cache[i-1], cache[i]
		}
	}
	return cache
}

// collect stands for the collection that the runtime forces at least every two minutes.
func collect() time.Duration {
	runtime.GC()
	start := time.Now()
	runtime.GC()
	return time.Since(start)
}

func main() {
	cache := withPointers()
	pointers := collect()
	runtime.KeepAlive(cache)
	cache = nil
	flat := make([]flatReadState, entries)
	indices := collect()
	runtime.KeepAlive(flat)
	fmt.Println("entries in the cache:", entries, "- nothing was allocated before either collection")
	fmt.Println("collection with pointers:   ", pointers.Round(100*time.Microsecond))
	fmt.Println("collection without pointers:", indices.Round(100*time.Microsecond))
	fmt.Println("at least five times longer with pointers:", pointers > 5*indices)
}
