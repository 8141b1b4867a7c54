// Program main reproduces the hang of RPL-2025-0002 (Thanos store): every worker leaves at its first error, the
// channel that feeds them fills, and the iterator over the bucket waits in its send for ever, although the storage
// works again. This is our model, not the project's code.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"sync/atomic"
	"time"
)

const concurrency = 4 // 64 in the incident

type bucket struct {
	limited atomic.Bool
	blocks  int
}

func (b *bucket) Exists(int) error {
	if b.limited.Load() {
		return errors.New("429 too many requests")
	}
	return nil
}

func (b *bucket) Iter(f func(id int)) {
	for id := range b.blocks {
		f(id)
	}
}

func (b *bucket) GetActiveAndPartialBlockIDs() {
	metaChan := make(chan int, concurrency)
	var eg sync.WaitGroup
	for range concurrency {
		eg.Go(func() {
			for id := range metaChan {
				if err := b.Exists(id); err != nil {
					fmt.Fprintln(os.Stderr, "worker leaves:", err)
					return
				}
			}
		})
	}
	b.Iter(func(id int) { metaChan <- id }) // does not watch whether anybody receives
	close(metaChan)
	eg.Wait()
}

func main() {
	b := &bucket{blocks: 100}
	b.limited.Store(true)
	go b.GetActiveAndPartialBlockIDs()
	time.Sleep(100 * time.Millisecond)
	b.limited.Store(false)
	fmt.Fprintln(os.Stderr, "the storage works again")
	time.Sleep(100 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
