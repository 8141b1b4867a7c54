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
	sessions := &Sessions{byID: map[int64]Session{}}
	for id := range int64(300_000) {
		sessions.Open(id, Session{Ends: id})
	}
	fmt.Printf("peak:  sessions %6d, heap %4.1f MB\n", len(sessions.byID), float64(observe.HeapBytes())/1e6)
	sessions.Expire(299_989)
	after := float64(observe.HeapBytes()) / 1e6
	fmt.Printf("night: sessions %6d, heap %4.1f MB\n", len(sessions.byID), after)
	if after > 1 {
		largest()
	}
	runtime.KeepAlive(sessions)
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
