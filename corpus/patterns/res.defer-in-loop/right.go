//go:build !wrong

package main

import (
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
)

// Checksum reads all parts of an archive.
func Checksum(paths []string) (uint32, error) {
	sum := crc32.NewIEEE()
	for _, path := range paths {
		if err := add(sum, path); err != nil {
			return 0, err
		}
	}
	return sum.Sum32(), nil
}

func add(sum hash.Hash, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("checksum: %w", err)
	}
	defer func() { _ = file.Close() }() // runs at the end of each part
	if _, err := io.Copy(sum, file); err != nil {
		return fmt.Errorf("checksum: %w", err)
	}
	return nil
}
