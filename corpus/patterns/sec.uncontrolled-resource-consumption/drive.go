package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"

	"fupan/patterns/internal/observe"
)

func init() { runtime.MemProfileRate = 1 }

func main() {
	upload := crafted()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	text, err := Unpack(bytes.NewReader(upload))
	runtime.ReadMemStats(&after)
	fmt.Printf("received %d kB, unpacked %d kB, allocated %d kB, error: %v\n",
		len(upload)>>10, len(text)>>10, (after.TotalAlloc-before.TotalAlloc)>>10, err)
	if observe.HeapBytes() > 16<<20 {
		largest()
	}
	runtime.KeepAlive(text)
}

// crafted makes an archive of zeros, as a hostile client would.
func crafted() []byte {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	zeros := make([]byte, 1<<20)
	for range 32 {
		if _, err := writer.Write(zeros); err != nil {
			fmt.Println(err)
		}
	}
	if err := writer.Close(); err != nil {
		fmt.Println(err)
	}
	return packed.Bytes()
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
