//go:build wrong

package main

// Poller asks for new orders until it is stopped.
type Poller struct {
	stopped bool
}

// Run polls until Stop is called.
func (p *Poller) Run(poll func()) {
	for !p.stopped { // nothing makes the write in Stop visible here
		poll()
	}
}

// Stop ends Run.
func (p *Poller) Stop() {
	p.stopped = true
}
