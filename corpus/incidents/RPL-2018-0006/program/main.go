// Program consul-catalog shows the leak of RPL-2018-0006: two watchers report failures on one channel without buffer,
// the parent reads one and returns, and each retry leaves the second watcher behind. It is our own model of the
// mechanism, not the project's code.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

var errDown = errors.New("connection refused")

// CatalogProvider watches Consul.
type CatalogProvider struct{}

func (p *CatalogProvider) watchHealthState(errorCh chan<- error) {
	time.Sleep(5 * time.Millisecond)
	errorCh <- fmt.Errorf("health checks: %w", errDown)
}

func (p *CatalogProvider) watchCatalogServices(errorCh chan<- error) {
	time.Sleep(10 * time.Millisecond)
	errorCh <- fmt.Errorf("services: %w", errDown)
}

func (p *CatalogProvider) watch() error {
	errorCh := make(chan error)
	go p.watchHealthState(errorCh)
	go p.watchCatalogServices(errorCh)
	return <-errorCh
}

func main() {
	p := &CatalogProvider{}
	for retry := range 5 {
		fmt.Printf("try %d: %v\n", retry, p.watch())
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("goroutines left: %d\n\n", runtime.NumGoroutine()-1)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
