package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"fupan/patterns/internal/observe"
)

func init() { runtime.MemProfileRate = 1 }

func main() {
	seen := &Seen{}
	for range 500 {
		seen.Add(receive(), time.Now())
	}
	heap := float64(observe.HeapBytes()) / 1e6
	fmt.Printf("remembered: %d ids of 16 bytes, heap %.1f MB\n", len(seen.entries), heap)
	if heap > 1 {
		largest()
	}
	runtime.KeepAlive(seen)
}

// receive reads a message from the queue.
func receive() []byte {
	return make([]byte, 64<<10)
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
