//go:build !wrong

package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

// Guard runs a job and writes a report where it crashes.
func Guard(reports io.Writer, name string, job func()) {
	defer func() {
		if value := recover(); value != nil {
			// The toolchain and the processor, so that crashes can be compared across them.
			fmt.Fprintf(reports, "crash of %s (%s %s/%s): %v\n%s", name, runtime.Version(), runtime.GOOS, runtime.GOARCH, value, debug.Stack())
		}
	}()
	job()
}
