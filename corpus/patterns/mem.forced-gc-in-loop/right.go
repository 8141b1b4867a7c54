//go:build !wrong

package main

import (
	"strings"
)

// Render writes the rows of a report as one text.
func Render(rows []string) string {
	var text strings.Builder
	for _, row := range rows {
		text.WriteString(row)
		text.WriteByte('\n')
	}
	// The pacer decides when to collect; GOMEMLIMIT holds memory down where it must be.
	return text.String()
}
