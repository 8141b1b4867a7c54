//go:build wrong

package main

import (
	"errors"
	"unsafe"
)

var errShort = errors.New("frame: too short")

// Header stands at the start of each frame on the wire.
type Header struct {
	Length uint32
	Kind   uint32
	Stream uint64
	Sent   uint64
}

// Decode reads the header of a frame.
func Decode(frame []byte) (Header, error) {
	if len(frame) == 0 {
		return Header{}, errShort
	}
	return *(*Header)(unsafe.Pointer(&frame[0])), nil // reads 24 bytes, however short the frame is
}
