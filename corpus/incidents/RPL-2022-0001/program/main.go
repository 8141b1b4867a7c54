// Program main shows what RPL-2022-0001 (Caddy) is about: a wait on time.After that is left through
// ctx.Done() keeps its timer until it fires. With the timers of Go before 1.23 (GODEBUG
// asynctimerchan=1) the memory stays; with the new ones it is collected. The program runs itself once
// with each. It is a model written for this corpus, not Caddy code.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"time"
)

const waits = 100_000

// tryAgain waits for the next attempt unless the request is cancelled.
func tryAgain(ctx context.Context, interval time.Duration) bool {
	select {
	case <-time.After(interval):
		return true
	case <-ctx.Done():
		return false
	}
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func main() {
	if len(os.Args) > 1 {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		before := heap()
		for range waits {
			tryAgain(ctx, time.Hour)
		}
		kept := (heap() - before) / waits
		fmt.Printf("%-18s %d cancelled waits, %d bytes kept for each, %d goroutines\n",
			os.Getenv("GODEBUG"), waits, kept, runtime.NumGoroutine())
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
