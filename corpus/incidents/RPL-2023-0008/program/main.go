// Program main shows the gap of RPL-2023-0008 (HTTP/2 rapid reset): the server bounds the streams that
// are open, a reset frees a stream at once, and the handler that was started for it still runs. With the
// handlers bounded as well, as the fix does, a client that resets gains nothing. It is a model written
// for this corpus, not code of net/http.
package main

import (
	"fmt"
	"sync"
)

const maxConcurrentStreams = 250

type serverConn struct {
	boundHandlers bool
	streams       map[int]bool
	release       chan struct{}
	wg            sync.WaitGroup
	running       int
	refused       int
}

// processHeaders opens a stream and starts its handler.
func (sc *serverConn) processHeaders(id int) {
	if len(sc.streams) >= maxConcurrentStreams {
		sc.refused++
		return
	}
	sc.streams[id] = true
	if sc.boundHandlers && sc.running >= maxConcurrentStreams {
		return // queued until a handler ends
	}
	sc.running++
	sc.wg.Go(sc.runHandler)
}

// runHandler works for a while and does not look at the request's context.
func (sc *serverConn) runHandler() { <-sc.release }

// processResetStream closes the stream; the handler is not told.
func (sc *serverConn) processResetStream(id int) { delete(sc.streams, id) }

func attack(boundHandlers bool) {
	sc := &serverConn{boundHandlers: boundHandlers, streams: map[int]bool{}, release: make(chan struct{})}
	for id := range 20_000 {
		sc.processHeaders(id)
		sc.processResetStream(id)
	}
	fmt.Printf("handlers bounded %-5v: %d streams open, %d refused, %d handlers running (limit %d)\n",
		boundHandlers, len(sc.streams), sc.refused, sc.running, maxConcurrentStreams)
	close(sc.release)
	sc.wg.Wait()
}

func main() {
	attack(false)
	attack(true)
}
