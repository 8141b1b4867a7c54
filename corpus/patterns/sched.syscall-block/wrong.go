//go:build wrong

package main

import (
	"os"
	"time"
)

// ReadDevice reads from the device behind a descriptor and waits for it no longer than it is told.
func ReadDevice(fd int, wait time.Duration) (string, error) {
	device := os.NewFile(uintptr(fd), "device") // a blocking descriptor: the read is a system call that nothing ends
	_ = device.SetReadDeadline(time.Now().Add(wait))
	answer := make([]byte, 64)
	n, err := device.Read(answer)
	return string(answer[:n]), err
}
