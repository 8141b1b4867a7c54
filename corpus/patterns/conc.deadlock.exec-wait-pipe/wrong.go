//go:build wrong

package main

import (
	"bytes"
	"context"
	"os/exec"
)

// RunHook runs the shell script, at most until ctx is over, and gives what it printed.
func RunHook(ctx context.Context, script string) (string, error) {
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, "sh", "-c", script)
	cmd.Stdout = &out // no *os.File: Run waits until everybody who inherited the pipe has closed it
	err := cmd.Run()
	return out.String(), err
}
