//go:build !wrong

package main

import (
	"errors"
	"strings"
)

var errNoToken = errors.New("no token")

// Token gives the token of an Authorization header.
func Token(header string) (string, error) {
	parts := strings.Split(header, " ")
	if len(parts) != 2 || parts[0] != "Bearer" { // the length first: the text comes from outside
		return "", errNoToken
	}
	return parts[1], nil
}
