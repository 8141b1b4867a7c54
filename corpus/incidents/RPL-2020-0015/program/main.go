// The first line chooses the timers of Go before 1.23.

//go:debug asynctimerchan=1

// Command program models RPL-2020-0015: each tick makes a new ticker and stops none. It is our model of the mechanism,
// not the code of the Contrail operator.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func heapObjects() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapObjects
}

func main() {
	before := heapObjects()
	ticker := time.NewTicker(time.Millisecond)
	for range 500 {
		<-ticker.C
		ticker = time.NewTicker(time.Millisecond) // the earlier one ticks on
	}
	grown := heapObjects() - before
	fmt.Println("ticks handled: 500; more than 900 objects more on the heap:", grown > 900)
	ticker.Stop()
	before = heapObjects()
	ticker = time.NewTicker(time.Millisecond)
	for range 500 {
		<-ticker.C
		ticker.Reset(time.Millisecond) // the form of the fix: one ticker
	}
	ticker.Stop()
	fmt.Println("ticks handled: 500 with one ticker; more than 900 objects more on the heap:", heapObjects() > before+900)
}
