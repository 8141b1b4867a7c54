//go:build !wrong

package main

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"runtime"
	"strings"
)

// Device is where blocks are kept.
type Device interface {
	Write(block int, content []byte)
	Read(block int) []byte
}

// Save stores the balance of an account with its checksum.
func Save(device Device, account int, cents uint64) {
	content := binary.BigEndian.AppendUint64(nil, cents)
	device.Write(account, binary.BigEndian.AppendUint32(content, crc32.ChecksumIEEE(content)))
}

// Load reads the balance of an account.
func Load(device Device, account int) (uint64, error) {
	content := device.Read(account)
	if crc32.ChecksumIEEE(content[:8]) != binary.BigEndian.Uint32(content[8:]) { // names where it ran, for the comparison of hosts
		kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
		return 0, fmt.Errorf("block %d is damaged below us, %s %s %s", account, runtime.GOOS, strings.TrimSpace(string(kernel)), runtime.GOARCH)
	}
	return binary.BigEndian.Uint64(content), nil
}
