//go:build !wrong

package main

import (
	"os"
	"syscall"
	"time"
)

// ReadDevice reads from the device behind a descriptor and waits for it no longer than it is told.
func ReadDevice(fd int, wait time.Duration) (string, error) {
	if err := syscall.SetNonblock(fd, true); err != nil { // now the poller waits, and knows deadlines
		return "", err
	}
	device := os.NewFile(uintptr(fd), "device")
	if err := device.SetReadDeadline(time.Now().Add(wait)); err != nil {
		return "", err
	}
	answer := make([]byte, 64)
	n, err := device.Read(answer)
	return string(answer[:n]), err
}
