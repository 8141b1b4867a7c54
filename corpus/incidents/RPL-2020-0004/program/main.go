// Command program models RPL-2020-0004: the receiver of a wrapper's Stop hides the field of the same name, so Stop calls
// itself. It is our model of the mechanism, not the code of nanotube. The limit of the stack is lowered from one
// gigabyte to one megabyte to spare the machine.
package main

import (
	"runtime/debug"
	"time"
)

// OptionalTicker is a ticker that only runs if its duration is not zero.
type OptionalTicker struct {
	C <-chan time.Time
	t *time.Ticker
}

// NewOptionalTicker makes one.
func NewOptionalTicker(d time.Duration) *OptionalTicker {
	var ticker OptionalTicker
	if d != 0 {
		ticker.t = time.NewTicker(d)
		ticker.C = ticker.t.C
	}
	return &ticker
}

// Stop means the field t and names the receiver t.
func (t *OptionalTicker) Stop() {
	if t != nil {
		t.Stop()
	}
}

func main() {
	debug.SetMaxStack(1 << 20)
	ticker := NewOptionalTicker(time.Hour)
	ticker.Stop()
}
