// Program main shows the panic of RPL-2022-0005 (archive/zip): a reader allocates its slice of files by
// the number that the end record of a file of 22 bytes claims. It is a model written for this corpus,
// not code of the standard library.
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// File is one entry.
type File struct{ Name string }

// Reader reads a directory of files.
type Reader struct{ File []*File }

type directoryEnd struct{ directoryRecords, directorySize uint64 }

func readDirectoryEnd(data []byte) (directoryEnd, error) {
	if len(data) < 22 {
		return directoryEnd{}, errors.New("no end record")
	}
	return directoryEnd{binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint64(data[8:])}, nil
}

// init allocates by the claimed number.
func (r *Reader) init(data []byte) error {
	end, err := readDirectoryEnd(data)
	if err != nil {
		return err
	}
	r.File = make([]*File, 0, end.directoryRecords)
	return nil
}

func main() {
	crafted := make([]byte, 22)
	binary.LittleEndian.PutUint64(crafted, 1<<62)
	var r Reader
	fmt.Println(r.init(crafted))
}
