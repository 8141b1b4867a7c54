//go:build wrong

package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// Unpack gives the upload that a client has compressed.
func Unpack(upload io.Reader) ([]byte, error) {
	packed, err := gzip.NewReader(upload)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	var text bytes.Buffer
	if _, err := io.Copy(&text, packed); err != nil { // the sender decides how much memory this takes
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return text.Bytes(), nil
}
