//go:build !wrong

package main

import "errors"

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
	var status *StatusError
	if errors.As(err, &status) { // looks through wrapping, and says when there is none
		return status.Code
	}
	return 500
}
