//go:build wrong

package main

import "encoding/binary"

// Device is where blocks are kept.
type Device interface {
	Write(block int, content []byte)
	Read(block int) []byte
}

// Save stores the balance of an account.
func Save(device Device, account int, cents uint64) {
	device.Write(account, binary.BigEndian.AppendUint64(nil, cents))
}

// Load reads the balance of an account.
func Load(device Device, account int) (uint64, error) {
	return binary.BigEndian.Uint64(device.Read(account)), nil // whatever came back from below is believed
}
