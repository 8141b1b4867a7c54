//go:build !wrong

package main

import (
	"bytes"
	"context"
	"os/exec"
	"time"
)

// RunHook runs the shell script, at most until ctx is over, and gives what it printed.
func RunHook(ctx context.Context, script string) (string, error) {
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, "sh", "-c", script)
	cmd.Stdout = &out
	cmd.WaitDelay = 100 * time.Millisecond // how long the pipe may stay open after sh has ended or ctx is over
	err := cmd.Run()
	return out.String(), err
}
