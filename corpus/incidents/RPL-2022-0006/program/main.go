// Program main shows the start-up hang that the change of RPL-2022-0006 brought to the kubernetes plugin
// of CoreDNS: a loop that wakes often resets the ticker of its overall timeout in each round, so the
// timeout never comes. The times are a hundredth of the plugin's. It is a model written for this corpus,
// not CoreDNS code.
package main

import (
	"fmt"
	"os"
	"time"
)

const (
	timeout   = 50 * time.Millisecond
	checkSync = time.Millisecond
)

// initKubeCache waits until the API has synced, or gives up after timeout. resetInLoop is the defect;
// giveUp ends the experiment.
func initKubeCache(hasSynced func() bool, resetInLoop bool, giveUp <-chan time.Time) string {
	timeoutTicker := time.NewTicker(timeout)
	defer timeoutTicker.Stop()
	checkSyncTicker := time.NewTicker(checkSync)
	defer checkSyncTicker.Stop()
	for {
		if resetInLoop {
			timeoutTicker.Reset(timeout)
		}
		select {
		case <-checkSyncTicker.C:
			if hasSynced() {
				return "synced"
			}
		case <-timeoutTicker.C:
			return "starting server with unsynced Kubernetes API"
		case <-giveUp:
			return "still waiting"
		}
	}
}

func main() {
	never := func() bool { return false }
	for _, resetInLoop := range []bool{false, true} {
		outcome := initKubeCache(never, resetInLoop, time.After(20*timeout))
		fmt.Printf("timeout %v, Reset in the loop %-5v: after at most %v: %s\n", timeout, resetInLoop, 20*timeout, outcome)
		if outcome == "still waiting" {
			defer os.Exit(1)
		}
	}
}
