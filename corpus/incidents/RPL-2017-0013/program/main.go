// Program exec-wait shows the hang of RPL-2017-0013: CombinedOutput waits until the pipe of the output is closed, and a
// background process of the child keeps it open after the child has exited; the deadline of the context does not
// help. With WaitDelay Wait returns. It is our own model of the mechanism; it needs sh and sleep.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime/pprof"
	"time"
)

func run(waitDelay time.Duration) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", "sleep 1 & echo started")
	cmd.WaitDelay = waitDelay
	begin := time.Now()
	_, err := cmd.CombinedOutput()
	return time.Since(begin).Round(100 * time.Millisecond), err
}

func main() {
	took, err := run(50 * time.Millisecond)
	fmt.Printf("deadline 100ms, WaitDelay 50ms: returned after %s: %v\n", took, err)
	go func() {
		time.Sleep(500 * time.Millisecond)
		fmt.Print("deadline 100ms, no WaitDelay: not returned after 500ms, the child has exited\n\n")
		if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
			panic(err)
		}
		os.Exit(1)
	}()
	took, err = run(0)
	fmt.Printf("deadline 100ms, no WaitDelay: returned after %s: %v\n", took, err)
}
