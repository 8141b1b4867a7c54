// Program healthchecker shows the leak of RPL-2015-0001: a loop that makes a ticker on each pass, waits for it once
// and drops it without Stop. It is our own model of the mechanism, not the project's code. Before Go 1.23 the
// runtime did not collect such tickers; GODEBUG=asynctimerchan=1 brings that behaviour back, so the program runs
// itself twice and prints what is still alive after a collection. Go 1.27 has removed the setting and
// does not start with it: run this with Go 1.25 or 1.26.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"time"
)

const passes = 300

// Client checks the health of its connections at an interval.
type Client struct {
	healthcheckInterval time.Duration
	checks              int
}

func (c *Client) healthchecker(stop <-chan struct{}) {
	for c.checks < passes {
		ticker := time.NewTicker(c.healthcheckInterval)
		select {
		case <-stop:
			return
		case <-ticker.C:
			c.checks++
		}
	}
}

func liveObjects() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapObjects)
}

func check() {
	before := liveObjects()
	c := &Client{healthcheckInterval: 2 * time.Millisecond}
	c.healthchecker(nil)
	fmt.Printf("GODEBUG=%s: %d tickers made, %d more objects alive after a GC\n",
		os.Getenv("GODEBUG"), c.checks, liveObjects()-before)
}

func main() {
	if len(os.Args) > 1 {
		check()
		return
	}
	for _, setting := range []string{"asynctimerchan=1", "asynctimerchan=0"} {
		cmd := exec.Command(os.Args[0], "check")
		cmd.Env = append(os.Environ(), "GODEBUG="+setting)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
	}
}
