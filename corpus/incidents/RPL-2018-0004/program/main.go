// Program timestamps shows the crash of RPL-2018-0004: a collector walks a map with its own lock held, the goroutine
// that writes the map holds another lock. It is our own model of the mechanism, not the project's code. The runtime
// ends the process, which recover cannot prevent.
package main

import (
	"fmt"
	"sync"
)

// Discovery refreshes files and notes when they changed.
type Discovery struct {
	lock       sync.RWMutex
	timestamps map[string]float64
}

func (d *Discovery) writeTimestamp(filename string, timestamp float64) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.timestamps[filename] = timestamp
}

// TimestampCollector reports the times of all discoveries.
type TimestampCollector struct {
	lock        sync.RWMutex
	discoverers []*Discovery
}

// Collect is called at each scrape.
func (t *TimestampCollector) Collect() int {
	t.lock.RLock()
	defer t.lock.RUnlock()
	files := 0
	for _, fileSD := range t.discoverers {
		for range fileSD.timestamps { // needs fileSD.lock
			files++
		}
	}
	return files
}

func main() {
	d := &Discovery{timestamps: map[string]float64{}}
	for file := range 1000 {
		d.writeTimestamp(fmt.Sprintf("targets-%d.json", file), 0)
	}
	t := &TimestampCollector{discoverers: []*Discovery{d}}
	go func() {
		for refresh := 0; ; refresh++ {
			d.writeTimestamp(fmt.Sprintf("targets-%d.json", refresh%1000), float64(refresh))
		}
	}()
	for range 1_000_000 {
		t.Collect()
	}
	fmt.Println("not reached")
}
