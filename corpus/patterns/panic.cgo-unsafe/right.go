//go:build !wrong

package main

import (
	"encoding/binary"
	"errors"
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
	var header Header
	if _, err := binary.Decode(frame, binary.LittleEndian, &header); err != nil { // knows the bounds
		return Header{}, errShort
	}
	return header, nil
}
