// Program dnstap shows the panic of RPL-2018-0005: Close closes the queue while a query handler of the old instance is
// still to enqueue; the default of the select does not help. It is our own model of the mechanism, not the project's
// code. With a separate quit channel the queue is never closed.
package main

import (
	"fmt"
	"time"
)

type dnstapIO struct {
	queue   chan string
	dropped int
}

// Dnstap enqueues a message, or drops it when the queue is full.
func (dio *dnstapIO) Dnstap(payload string) {
	select {
	case dio.queue <- payload:
	default:
		dio.dropped++
	}
}

// Close ends the I/O loop.
func (dio *dnstapIO) Close() {
	close(dio.queue)
}

func (dio *dnstapIO) serve() {
	for payload := range dio.queue {
		fmt.Println("written:", payload)
	}
	fmt.Println("flushed, connection closed")
}

func handleQuery(dio *dnstapIO, name string, upstream time.Duration) {
	dio.Dnstap("query " + name)
	time.Sleep(upstream)
	dio.Dnstap("response " + name)
}

func main() {
	dio := &dnstapIO{queue: make(chan string, 10)}
	go dio.serve()
	go func() {
		time.Sleep(50 * time.Millisecond)
		fmt.Println("graceful restart: the old instance closes")
		dio.Close()
	}()
	handleQuery(dio, "example.org.", 150*time.Millisecond)
	fmt.Println("not reached")
}
