//go:build !wrong

package main

import "sync/atomic"

// Poller asks for new orders until it is stopped.
type Poller struct {
	stopped atomic.Bool // orders the write in Stop before the read in Run
}

// Run polls until Stop is called.
func (p *Poller) Run(poll func()) {
	for !p.stopped.Load() {
		poll()
	}
}

// Stop ends Run.
func (p *Poller) Stop() {
	p.stopped.Store(true)
}
