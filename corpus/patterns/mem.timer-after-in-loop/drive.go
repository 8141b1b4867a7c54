//go:debug asynctimerchan=1

package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"

	"fupan/patterns/internal/observe"
)

func init() { runtime.MemProfileRate = 1 }

func main() {
	orders := make(chan int)
	go func() {
		defer close(orders)
		for order := range 20_000 {
			orders <- order
		}
	}()
	handled := 0
	Relay(orders, func(int) { handled++ }, func() {})
	heap := float64(observe.HeapBytes()) / 1e6
	fmt.Printf("orders: %d, heap %.1f MB, goroutines %d\n", handled, heap, runtime.NumGoroutine())
	if heap > 1 {
		largest()
	}
}

// largest prints of /debug/pprof/heap?debug=1 the head and the site that holds most.
func largest() {
	var text strings.Builder
	if err := pprof.Lookup("heap").WriteTo(&text, 1); err != nil {
		fmt.Println(err)
	}
	head, records, _ := strings.Cut(text.String(), "\n")
	site, most := "", 0
	for record := range strings.SplitSeq(records, "\n\n") {
		var objects, bytes int
		if n, _ := fmt.Sscanf(record, "%d: %d", &objects, &bytes); n == 2 && bytes > most {
			site, most = record, bytes
		}
	}
	fmt.Printf("\n%s\n%s\n", head, site)
}
