// Program main measures what RPL-2023-0013 (etcd client) calls a leak: a loop that waits on time.After
// and nearly always lets it fire, beside a loop in which another case comes first. It runs itself with
// the timers of Go before 1.23 (GODEBUG asynctimerchan=1) and with the new ones. It is a model written
// for this corpus, not etcd code.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"time"
)

// deadlineLoop waits for the timer in each round; donec ends it.
func deadlineLoop(rounds int, donec <-chan struct{}) {
	for range rounds {
		select {
		case <-time.After(time.Microsecond):
		case <-donec:
			return
		}
	}
}

// busyLoop has work in each round, so the timer never fires.
func busyLoop(rounds int, work <-chan struct{}) {
	for range rounds {
		select {
		case <-time.After(time.Hour):
		case <-work:
		}
	}
}

func keptPerRound(rounds int, loop func(int, <-chan struct{}), ch <-chan struct{}) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	loop(rounds, ch)
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return max(0, int64(after.HeapAlloc)-int64(before.HeapAlloc)) / int64(rounds)
}

func main() {
	if len(os.Args) > 1 {
		work := make(chan struct{})
		close(work)
		waiting := keptPerRound(5_000, deadlineLoop, make(chan struct{}))
		busy := keptPerRound(5_000, busyLoop, work)
		fmt.Printf("%s: the timer fires in each round: %d bytes kept per round; another case comes first: %d bytes\n",
			os.Getenv("GODEBUG"), waiting, busy)
		return
	}
	for _, mode := range []string{"asynctimerchan=1", "asynctimerchan=0"} {
		child := exec.Command(os.Args[0], "child")
		child.Env = append(os.Environ(), "GODEBUG="+mode)
		out, err := child.CombinedOutput()
		fmt.Print(string(out))
		if err != nil {
			fmt.Println(err)
		}
	}
}
