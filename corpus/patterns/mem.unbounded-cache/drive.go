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
	thumbs := &Thumbs{byURL: map[string][]byte{}}
	for hour := range 4 {
		for request := range 5000 {
			thumbs.Get(fmt.Sprintf("/product/7.jpg?utm=%d-%d", hour, request), render)
		}
		fmt.Printf("hour %d: 5000 requests for 1 product, cache has %d entries, heap %.1f MB\n",
			hour, len(thumbs.byURL), float64(observe.HeapBytes())/1e6)
	}
	if len(thumbs.byURL) > 10_000 {
		largest()
	}
	runtime.KeepAlive(thumbs)
}

// render makes a thumbnail.
func render(string) []byte {
	return make([]byte, 2048)
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
