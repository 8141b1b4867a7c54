// Command program models RPL-2021-0004: each worker leaves on its first error, and the goroutine that feeds them still
// sends. It is our model of the mechanism, not the code of Thanos.
package main

import (
	"errors"
	"fmt"
	"sync"
)

var errStorage = errors.New("get file: storage unavailable")

// IgnoreDeletionMarkFilter reads a marker for each block.
type IgnoreDeletionMarkFilter struct{ concurrency int }

func readMarker(int) error { return errStorage }

// Filter feeds the workers from the caller's goroutine.
func (f *IgnoreDeletionMarkFilter) Filter(blocks int) error {
	ch := make(chan int, f.concurrency)
	errs := make(chan error, f.concurrency)
	var wg sync.WaitGroup
	for range f.concurrency {
		wg.Go(func() {
			for id := range ch {
				if err := readMarker(id); err != nil {
					errs <- err
					return // the fix: remember the error and go on draining
				}
			}
		})
	}
	for id := range blocks {
		ch <- id
	}
	close(ch)
	wg.Wait()
	close(errs)
	return <-errs
}

func main() {
	f := &IgnoreDeletionMarkFilter{concurrency: 4}
	fmt.Println("8 blocks:", f.Filter(8)) // 2 * concurrency: just enough room
	fmt.Println("9 blocks:")
	fmt.Println(f.Filter(9))
}
