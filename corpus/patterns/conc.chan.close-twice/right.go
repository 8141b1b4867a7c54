//go:build !wrong

package main

import "sync"

// Worker does jobs until it is stopped.
type Worker struct {
	quit chan struct{}
	once sync.Once
}

// NewWorker gives a worker.
func NewWorker() *Worker {
	return &Worker{quit: make(chan struct{})}
}

// Run does jobs until Stop is called.
func (w *Worker) Run(jobs <-chan func()) {
	for {
		select {
		case job := <-jobs:
			job()
		case <-w.quit:
			return
		}
	}
}

// Stop ends Run. It may be called more than once.
func (w *Worker) Stop() {
	w.once.Do(func() { close(w.quit) }) // only the first call closes
}
