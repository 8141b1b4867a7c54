// Program main reproduces the memory of RPL-2024-0005 (sonic): a pool of buffers that are only truncated before
// Put. A few large documents among many small ones make every pooled buffer large in the end, although each small
// document needs a few bytes. A size limit at Put ends it. This is our model, not the project's code.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

const (
	workers = 32
	small   = 1 << 10
	large   = 1 << 20
)

// encode fills a pooled buffer of the size that the document needs; limit is the largest buffer that goes back.
func encode(pool *sync.Pool, size, limit int, barrier *sync.WaitGroup) {
	buf := pool.Get().(*[]byte)
	*buf = append((*buf)[:0], make([]byte, size)...)
	barrier.Done()
	barrier.Wait() // all workers hold a buffer at the same time
	if cap(*buf) <= limit {
		*buf = (*buf)[:0]
		pool.Put(buf)
	}
}

// run encodes rounds of documents, one of them large in each round, and says how much the pool holds afterwards.
func run(limit int) (retained uint64) {
	debug.SetGCPercent(-1) // no GC: it would empty the pool in between
	defer debug.SetGCPercent(100)
	pool := &sync.Pool{New: func() any { b := make([]byte, 0, small); return &b }}
	for round := range 4 * workers {
		var barrier, done sync.WaitGroup
		barrier.Add(workers)
		for w := range workers {
			size := small / 2
			if w == round%workers {
				size = large
			}
			done.Go(func() { encode(pool, size, limit, &barrier) })
		}
		done.Wait()
	}
	for range workers {
		buf := pool.Get().(*[]byte)
		retained += uint64(cap(*buf))
	}
	return retained
}

func main() {
	runtime.GOMAXPROCS(1)
	fmt.Printf("%d workers, documents of %d bytes and one of 1 MiB in each round\n", workers, small/2)
	fmt.Printf("buffers only truncated at Put: the pool holds %d MiB\n", run(1<<30)>>20)
	fmt.Printf("buffers above 64 KiB dropped at Put: the pool holds %d KiB\n", run(64<<10)>>10)
}
