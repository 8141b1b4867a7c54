//go:build wrong

package main

import (
	"bytes"
	"io"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Send encodes the rows of an answer and writes them to the client.
func Send(client io.Writer, rows []string) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer release(buf)
	buf.Reset()
	for _, row := range rows {
		buf.WriteString(row)
	}
	_, err := client.Write(buf.Bytes())
	return err
}

func release(buf *bytes.Buffer) {
	buffers.Put(buf) // whoever gets it next for 20 bytes holds as much memory as the largest answer took
}
