//go:build wrong

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
	return buf.Bytes() // memory of the pool: the next request writes over it
}
