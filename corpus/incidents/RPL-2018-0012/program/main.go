// Program parse-zone shows the leak of RPL-2018-0012: a parser goroutine hands out records on a channel, the caller returns
// early because the serial has not changed, and the parser stays at its send with the zone in memory. It is our own
// model of the mechanism, not the project's code. A deferred `for range tokens {}` in Parse leaves nothing behind.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

const records = 20_000

var errSerial = errors.New("no change in SOA serial")

// ParseZone sends the records of a zone; the channel has room for half of them.
func ParseZone() <-chan string {
	tokens := make(chan string, 10_000)
	go parseZone(tokens)
	return tokens
}

func parseZone(tokens chan<- string) {
	defer close(tokens)
	tokens <- "example.org. SOA 2018101301"
	for i := range records {
		tokens <- fmt.Sprintf("host%05d.example.org. A 192.0.2.1", i)
	}
}

// Parse reads a zone unless its serial is the same.
func Parse(serial string) ([]string, error) {
	var zone []string
	for token := range ParseZone() {
		if token == "example.org. SOA "+serial {
			return nil, errSerial
		}
		zone = append(zone, token)
	}
	return zone, nil
}

func heapMiB() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

func main() {
	for reload := 1; reload <= 6; reload++ {
		_, err := Parse("2018101301")
		time.Sleep(30 * time.Millisecond)
		fmt.Printf("reload %d: %v, goroutines %d, HeapAlloc %.1f MiB\n", reload, err, runtime.NumGoroutine(), heapMiB())
	}
	fmt.Println()
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
