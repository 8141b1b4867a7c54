package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"

	"fupan/patterns/internal/observe"
)

func init() { runtime.MemProfileRate = 1 }

func main() {
	hub := &Hub{conns: map[string]*Conn{}}
	for hour := range 4 {
		aborted := 0
		for client := range 1000 {
			err := hub.Serve(fmt.Sprintf("%d-%d", hour, client), func(*Conn) error {
				if client%4 == 0 {
					return errors.New("connection reset by peer")
				}
				return nil
			})
			if err != nil {
				aborted++
			}
		}
		fmt.Printf("hour %d: served 1000, aborted %d, open now 0, registered %d, heap %.1f MB\n",
			hour, aborted, len(hub.conns), float64(observe.HeapBytes())/1e6)
	}
	if len(hub.conns) > 0 {
		largest()
	}
	runtime.KeepAlive(hub)
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
