//go:build wrong

package main

// Worker does jobs until it is stopped.
type Worker struct {
	quit chan struct{}
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

// Stop ends Run.
func (w *Worker) Stop() {
	close(w.quit) // panics for whoever comes second
}
