//go:build wrong

package main

import (
	"runtime"
	"strings"
)

// Render writes the rows of a report as one text.
func Render(rows []string) string {
	var text strings.Builder
	for _, row := range rows {
		text.WriteString(row)
		text.WriteByte('\n')
	}
	runtime.GC() // every request waits until the whole live heap has been marked and swept
	return text.String()
}
