// Program collectors shows the leak of RPL-2014-0002: time.Tick stands in a select case of a loop, so each pass makes a
// ticker that cannot be stopped. It is our own model of the mechanism, not the project's code. Before Go 1.23 the
// runtime did not collect such tickers; GODEBUG=asynctimerchan=1 brings that behaviour back, so the program runs
// itself twice and prints how the number of live objects grows. Go 1.27 has removed the setting and
// does not start with it: run this with Go 1.25 or 1.26.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"time"
)

// collector reports one resource at an interval.
type collector struct {
	name     string
	interval time.Duration
	reports  int
}

func (c *collector) Report(periods int) {
	for range periods {
		select {
		case <-time.Tick(c.interval):
			c.reports++
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

func collect() {
	fmt.Println("GODEBUG=" + os.Getenv("GODEBUG"))
	collectors := []*collector{{name: "cpu"}, {name: "disk"}, {name: "memory"}}
	before := liveObjects()
	for range 4 {
		var running sync.WaitGroup
		reports := 0
		for _, c := range collectors {
			c.interval = 2 * time.Millisecond
			running.Go(func() { c.Report(50) })
		}
		running.Wait()
		for _, c := range collectors {
			reports += c.reports
		}
		fmt.Printf("  %3d reports, %4d more objects alive after a GC\n", reports, liveObjects()-before)
	}
}

func main() {
	if len(os.Args) > 1 {
		collect()
		return
	}
	for _, setting := range []string{"asynctimerchan=1", "asynctimerchan=0"} {
		cmd := exec.Command(os.Args[0], "collect")
		cmd.Env = append(os.Environ(), "GODEBUG="+setting)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
	}
}
