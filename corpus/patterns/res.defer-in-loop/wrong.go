//go:build wrong

package main

import (
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// Checksum reads all parts of an archive.
func Checksum(paths []string) (uint32, error) {
	sum := crc32.NewIEEE()
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			return 0, fmt.Errorf("checksum: %w", err)
		}
		defer func() { _ = file.Close() }() // runs when Checksum returns: until then every part stays open
		if _, err := io.Copy(sum, file); err != nil {
			return 0, fmt.Errorf("checksum: %w", err)
		}
	}
	return sum.Sum32(), nil
}
