//go:build !wrong

package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

const maxUpload = 1 << 20

// Unpack gives the upload that a client has compressed.
func Unpack(upload io.Reader) ([]byte, error) {
	packed, err := gzip.NewReader(upload)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	var text bytes.Buffer
	if _, err := io.CopyN(&text, packed, maxUpload+1); err == nil {
		return nil, errors.New("unpack: larger than 1 MiB") // our own limit, whatever the sender says
	} else if !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return text.Bytes(), nil
}
