//go:build !wrong

package main

import "maps"

// Labels are the marks that an order carries.
type Labels struct {
	byKey map[string]string
}

// NewLabels gives the labels that a request came with.
func NewLabels(request map[string]string) *Labels {
	byKey := make(map[string]string, len(request)) // a map of its own, never nil
	maps.Copy(byKey, request)
	return &Labels{byKey: byKey}
}

// Set adds a label.
func (l *Labels) Set(key, value string) {
	l.byKey[key] = value
}
