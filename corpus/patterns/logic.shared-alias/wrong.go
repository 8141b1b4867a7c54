//go:build wrong

package main

import "fmt"

// Logger writes lines with fields.
type Logger struct {
	fields map[string]string
}

// With gives a logger with one more field.
func (l Logger) With(key, value string) Logger {
	child := l
	child.fields[key] = value // the copy of the struct still has the parent's map
	return child
}

// Line gives the text of one line.
func (l Logger) Line(message string) string {
	return fmt.Sprint(message, " ", l.fields)
}
