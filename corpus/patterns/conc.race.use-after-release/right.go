//go:build !wrong

package main

import (
	"bytes"
	"fmt"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Profile gives the answer to a user who asks for the own profile.
func Profile(user string) []byte {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	fmt.Fprintf(buf, `{"user":%q}`, user)
	return bytes.Clone(buf.Bytes()) // a copy that belongs to the caller
}
