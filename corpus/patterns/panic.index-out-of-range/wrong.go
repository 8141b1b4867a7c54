//go:build wrong

package main

import (
	"errors"
	"strings"
)

var errNoToken = errors.New("no token")

// Token gives the token of an Authorization header.
func Token(header string) (string, error) {
	parts := strings.Split(header, " ")
	if parts[0] != "Bearer" {
		return "", errNoToken
	}
	return parts[1], nil // the header may end after its first word
}
