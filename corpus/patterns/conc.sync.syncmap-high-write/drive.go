package main

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"time"
)

// profile prints the entries of the allocs profile that Touch has part in.
func profile() {
	var text bytes.Buffer
	if err := pprof.Lookup("allocs").WriteTo(&text, 1); err != nil {
		fmt.Println(err)
	}
	for entry := range strings.SplitSeq(text.String(), "\n\n") {
		if strings.Contains(entry, ".Touch+") {
			fmt.Printf("\n%s\n", entry)
		}
	}
}

func main() {
	const writers, rounds = 4, 100
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = fmt.Sprintf("session %d", i)
	}
	sessions := NewSessions()
	for _, id := range ids {
		sessions.Touch(id, 0)
	}

	runtime.MemProfileRate = 4096
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range rounds {
				for _, id := range ids {
					sessions.Touch(id, time.Now().UnixNano())
				}
			}
		})
	}
	all.Wait()
	runtime.ReadMemStats(&after)

	const stores = writers * rounds * 1000
	fmt.Printf("%d stores of 1000 known sessions: %.0f allocations and %.0f bytes per store\n", stores,
		float64(after.Mallocs-before.Mallocs)/stores, float64(after.TotalAlloc-before.TotalAlloc)/stores)
	runtime.GC()
	profile()
}
