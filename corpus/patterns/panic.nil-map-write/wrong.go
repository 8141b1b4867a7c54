//go:build wrong

package main

// Labels are the marks that an order carries.
type Labels struct {
	byKey map[string]string
}

// NewLabels gives the labels that a request came with.
func NewLabels(request map[string]string) *Labels {
	return &Labels{byKey: request} // nil where the request has none
}

// Set adds a label.
func (l *Labels) Set(key, value string) {
	l.byKey[key] = value
}
