// Program main reproduces the leak of RPL-2026-0014 (Caddy): the option that each reload builds starts a goroutine
// while it is built, and a provider that exists already throws the option away. This is our model, not the project's code
// nor OpenTelemetry's.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

type batchSpanProcessor struct {
	queue chan string
	stop  chan struct{}
}

// NewBatchSpanProcessor starts its goroutine at once.
func NewBatchSpanProcessor() *batchSpanProcessor {
	p := &batchSpanProcessor{queue: make(chan string), stop: make(chan struct{})}
	go p.processQueue()
	return p
}

func (p *batchSpanProcessor) processQueue() {
	for {
		select {
		case <-p.queue:
		case <-p.stop:
			return
		}
	}
}

type option func(*TracerProvider)

func WithBatcher() option {
	p := NewBatchSpanProcessor()
	return func(tp *TracerProvider) { tp.processors = append(tp.processors, p) }
}

type TracerProvider struct{ processors []*batchSpanProcessor }

var global *TracerProvider

func getTracerProvider(opts ...option) *TracerProvider {
	if global == nil {
		global = &TracerProvider{}
		for _, o := range opts {
			o(global)
		}
	}
	return global // opts are lost on this path, and the goroutine with them
}

func main() {
	before := runtime.NumGoroutine()
	for range 50 { // reloads
		getTracerProvider(WithBatcher())
	}
	time.Sleep(50 * time.Millisecond)
	fmt.Fprintf(os.Stderr, "50 reloads: %d goroutines, %d processors that anybody can stop\n",
		runtime.NumGoroutine()-before, len(global.processors))
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 1)
	os.Exit(1)
}
