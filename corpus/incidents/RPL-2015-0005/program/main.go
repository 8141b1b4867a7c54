// Program rrdns shows the freeze of RPL-2015-0005: a read lock that is never released does no harm until somebody
// wants the write lock; the waiting writer then holds back all new readers. It is our own model of the mechanism,
// not the project's code. With `defer f.IPTable.RUnlock()` all answers come.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// IPMap is the table of addresses.
type IPMap struct {
	sync.RWMutex
	M map[string]string
}

// V2Filter fills addresses into answers.
type V2Filter struct {
	IPTable *IPMap
}

func (f *V2Filter) getCFAddr(name string) string {
	f.IPTable.RLock()
	return f.IPTable.M[name]
}

func (f *V2Filter) reload() {
	f.IPTable.Lock()
	defer f.IPTable.Unlock()
	f.IPTable.M["example.com"] = "192.0.2.2"
}

func main() {
	f := &V2Filter{IPTable: &IPMap{M: map[string]string{"example.com": "192.0.2.1"}}}
	for query := range 3 {
		fmt.Printf("query %d: %s\n", query, f.getCFAddr("example.com"))
	}
	fmt.Println("first reload of the table")
	go f.reload()
	time.Sleep(50 * time.Millisecond)
	for query := 3; query < 6; query++ {
		go func() {
			fmt.Printf("query %d: %s\n", query, f.getCFAddr("example.com"))
		}()
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Print("no answer to queries 3 to 5\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
