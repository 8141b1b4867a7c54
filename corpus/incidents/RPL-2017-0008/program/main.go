// Program new-keys shows the contention of RPL-2017-0008: a map with a read-only part that needs no lock and a writable
// part under one mutex, as sync.Map was built before Go 1.24, is used for keys that are always new. It is our own
// short model of that structure, not the standard library's code. It prints how long goroutines waited for mutexes,
// beside a map in shards, and the mutex profile. The times depend on the machine and its load.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"runtime/pprof"
	"sync"
	"sync/atomic"
)

// Map keeps known keys in read and new ones in dirty; that dirty becomes read after loads is left out here.
type Map struct {
	mu    sync.Mutex
	read  atomic.Pointer[map[int]*atomic.Int64]
	dirty map[int]*atomic.Int64
}

// Store sets a value; only a key that is in read already needs no lock.
func (m *Map) Store(key int, value int64) {
	if read := m.read.Load(); read != nil {
		if entry, ok := (*read)[key]; ok {
			entry.Store(value)
			return
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dirty == nil {
		m.dirty = map[int]*atomic.Int64{}
	}
	entry := new(atomic.Int64)
	entry.Store(value)
	m.dirty[key] = entry
}

// sharded is a map in shards with a mutex each.
type sharded [64]struct {
	mu sync.Mutex
	m  map[int]int64
}

// Store sets a value.
func (s *sharded) Store(key int, value int64) {
	shard := &s[uint(key*0x9E3779B1)>>7%64]
	shard.mu.Lock()
	defer shard.mu.Unlock()
	if shard.m == nil {
		shard.m = map[int]int64{}
	}
	shard.m[key] = value
}

func waited() float64 {
	sample := []metrics.Sample{{Name: "/sync/mutex/wait/total:seconds"}}
	metrics.Read(sample)
	return sample[0].Value.Float64()
}

// storeNewKeys lets 8 goroutines store keys of their own that are always new, and returns the time they waited.
func storeNewKeys(store func(int, int64)) float64 {
	before := waited()
	var streams sync.WaitGroup
	for stream := range 8 {
		streams.Go(func() {
			for id := range 40_000 {
				store(stream<<20|id, 1)
			}
		})
	}
	streams.Wait()
	return waited() - before
}

func main() {
	runtime.SetMutexProfileFraction(1)
	one := storeNewKeys(new(Map).Store)
	many := storeNewKeys(new(sharded).Store)
	fmt.Printf("320000 new keys by 8 goroutines: waited for mutexes %.3f s with one mutex, %.3f s in 64 shards\n\n", one, many)
	if err := pprof.Lookup("mutex").WriteTo(os.Stdout, 1); err != nil {
		panic(err)
	}
}
