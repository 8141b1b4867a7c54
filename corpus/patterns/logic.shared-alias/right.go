//go:build !wrong

package main

import (
	"fmt"
	"maps"
)

// Logger writes lines with fields.
type Logger struct {
	fields map[string]string
}

// With gives a logger with one more field.
func (l Logger) With(key, value string) Logger {
	child := Logger{fields: maps.Clone(l.fields)} // a map of its own
	child.fields[key] = value
	return child
}

// Line gives the text of one line.
func (l Logger) Line(message string) string {
	return fmt.Sprint(message, " ", l.fields)
}
