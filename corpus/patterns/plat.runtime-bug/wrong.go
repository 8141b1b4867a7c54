//go:build wrong

package main

import (
	"fmt"
	"io"
	"runtime/debug"
)

// Guard runs a job and writes a report where it crashes.
func Guard(reports io.Writer, name string, job func()) {
	defer func() {
		if value := recover(); value != nil {
			fmt.Fprintf(reports, "crash of %s: %v\n%s", name, value, debug.Stack()) // not a word of what built and runs it
		}
	}()
	job()
}
