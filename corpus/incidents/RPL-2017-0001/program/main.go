// Program map-shrink shows RPL-2017-0001: a map keeps the memory of its peak after all elements were deleted, until it
// is replaced by a new map. With pointers as values the values themselves are collected, the table stays.
package main

import (
	"fmt"
	"maps"
	"runtime"
)

const elements = 1_000_000

type session [16]byte

func heapKiB() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 10
}

func report[M ~map[K]V, K comparable, V any](what string, m M) {
	fmt.Printf("%-44s len %7d  HeapAlloc %6d KiB\n", what, len(m), heapKiB())
	runtime.KeepAlive(m)
}

func main() {
	values := map[int]session{}
	report("map[int]session, empty", values)
	for i := range elements {
		values[i] = session{}
	}
	report("map[int]session, a million elements", values)
	for i := range elements {
		delete(values, i)
	}
	report("map[int]session, all deleted", values)
	clear(values)
	report("map[int]session, cleared", values)
	values = maps.Collect(maps.All(values))
	report("map[int]session, copied to a new map", values)
	values = nil

	pointers := map[int]*session{}
	for i := range elements {
		pointers[i] = new(session)
	}
	report("map[int]*session, a million elements", pointers)
	for i := range elements {
		delete(pointers, i)
	}
	report("map[int]*session, all deleted", pointers)
}
