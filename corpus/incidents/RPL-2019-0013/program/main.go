// Command program models RPL-2019-0013: a health checker loops on its ticker and has no stop signal; Stop only stops
// the ticker. It is our model of the mechanism, not the code of Caddy.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync/atomic"
	"time"
)

// HealthChecker checks an upstream at intervals.
type HealthChecker struct {
	Ticker *time.Ticker
	checks atomic.Int64
}

// ScheduleChecks never returns.
func (h *HealthChecker) ScheduleChecks(string) {
	h.checks.Add(1)
	for {
		select { // missing: a case for a stop channel
		case <-h.Ticker.C:
			h.checks.Add(1)
		}
	}
}

// Stop stops the ticker; the channel stays open, so the loop waits for ever.
func (h *HealthChecker) Stop() { h.Ticker.Stop() }

func main() {
	for n := range 3 { // three configuration changes, each replaces the checker
		h := &HealthChecker{Ticker: time.NewTicker(5 * time.Millisecond)}
		go h.ScheduleChecks("http://127.0.0.1:9/health")
		time.Sleep(50 * time.Millisecond)
		h.Stop()
		stopped := h.checks.Load()
		time.Sleep(50 * time.Millisecond)
		fmt.Printf("checker %d stopped, checks since then: %t\n", n, h.checks.Load() > stopped+1)
	}
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
