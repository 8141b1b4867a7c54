// Program header-table shows the leak of RPL-2017-0004: a table of limited size with a second index, whose keys are not
// deleted when the table evicts an entry. It is our own model of the mechanism, not the library's code.
package main

import (
	"fmt"
	"runtime"
)

type headerField struct {
	name, value string
}

// headerFieldTable keeps the newest entries and finds them by name and value.
type headerFieldTable struct {
	entries     []headerField
	evicted     uint64
	byNameValue map[headerField]uint64
}

func (t *headerFieldTable) addEntry(f headerField) {
	t.byNameValue[f] = t.evicted + uint64(len(t.entries)) + 1
	t.entries = append(t.entries, f)
}

func (t *headerFieldTable) evictOldest() {
	f := t.entries[0]
	if t.byNameValue[f] == t.evicted+1 {
		t.byNameValue[f] = 0 // the key stays; delete(t.byNameValue, f) would remove it
	}
	t.entries = t.entries[1:]
	t.evicted++
}

func heapKiB() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 10
}

func main() {
	const maxEntries = 64
	t := &headerFieldTable{byNameValue: map[headerField]uint64{}}
	for request := 1; request <= 200_000; request++ {
		t.addEntry(headerField{"x-request-id", fmt.Sprintf("%032d", request)})
		if len(t.entries) > maxEntries {
			t.evictOldest()
		}
		if request%50_000 == 0 {
			fmt.Printf("requests %6d  entries in the table %d  keys in the index %6d  HeapAlloc %5d KiB\n",
				request, len(t.entries), len(t.byNameValue), heapKiB())
		}
	}
	runtime.KeepAlive(t)
}
