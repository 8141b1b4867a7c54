// Program wait-loop shows the lock-up of RPL-2017-0011: a loop without preemption points waits for another goroutine, a
// collection starts before that goroutine runs, and each waits for the other. Go since 1.14 stops such loops by
// signals; GODEBUG=asyncpreemptoff=1 turns that off, so the program runs itself with it, once with the empty loop and
// once with a sleep in it. It is our own model of the mechanism, not the project's code.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync/atomic"
	"time"
)

// waitForRefresh is the test's loop.
func waitForRefresh(pause time.Duration) {
	runtime.GOMAXPROCS(2)
	var refreshed atomic.Bool
	go func() {
		runtime.GC() // the collection that comes in between
		refreshed.Store(true)
	}()
	for !refreshed.Load() {
		if pause > 0 {
			time.Sleep(pause)
		}
	}
	fmt.Println("  refreshed")
}

func run(pause string) bool {
	fmt.Println("GODEBUG=asyncpreemptoff=1, pause in the loop:", pause)
	cmd := exec.Command(os.Args[0], pause)
	cmd.Env = append(os.Environ(), "GODEBUG=asyncpreemptoff=1")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		fmt.Println("failed:", err)
		return false
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err == nil
	case <-time.After(800 * time.Millisecond):
		_ = cmd.Process.Kill()
		<-ended
		usage := cmd.ProcessState.UserTime().Round(100 * time.Millisecond)
		fmt.Printf("  no progress for 800ms, killed; it used %s of CPU time\n", usage)
		return false
	}
}

func main() {
	if len(os.Args) > 1 {
		pause, err := time.ParseDuration(os.Args[1])
		if err != nil {
			panic(err)
		}
		waitForRefresh(pause)
		return
	}
	withSleep := run("1ms")
	empty := run("0s")
	if !withSleep || !empty {
		os.Exit(1)
	}
}
