// Command program models RPL-2019-0003: an introspection call asks the writer loop over an unbuffered channel and
// gives up after its timer. It is our model of the mechanism, not the code of grpc-go.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

type outFlowControlSizeRequest struct{ resp chan uint32 }

// http2Server stands for the transport; its loopy writer is busy for a while.
type http2Server struct {
	controlBuf chan *outFlowControlSizeRequest
}

func (t *http2Server) loopyRun(busy time.Duration) {
	for req := range t.controlBuf {
		time.Sleep(busy)
		go t.answer(req)
	}
}

func (t *http2Server) answer(req *outFlowControlSizeRequest) { req.resp <- 65535 }

func (t *http2Server) getOutFlowWindow() int64 {
	resp := make(chan uint32) // the fix: capacity 1
	timer := time.NewTimer(50 * time.Millisecond)
	defer timer.Stop()
	t.controlBuf <- &outFlowControlSizeRequest{resp}
	select {
	case size := <-resp:
		return int64(size)
	case <-timer.C:
		return -2
	}
}

func main() {
	t := &http2Server{controlBuf: make(chan *outFlowControlSizeRequest, 8)}
	go t.loopyRun(100 * time.Millisecond)
	for range 3 {
		fmt.Println("window:", t.getOutFlowWindow())
	}
	time.Sleep(400 * time.Millisecond)
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
