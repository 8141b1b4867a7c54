//go:build wrong

package main

// StatusError is an answer of the backend that is no success.
type StatusError struct {
	Code int
}

// Error tells the code.
func (e *StatusError) Error() string {
	return "backend answered an error"
}

// Code gives the code to answer for the outcome of a call.
func Code(err error) int {
	if err == nil {
		return 200
	}
	return err.(*StatusError).Code // panics as soon as somebody wraps the error
}
