// Program main shows the bypass of RPL-2022-0014 (archive/zip): the check whether a claimed number of
// files is plausible subtracts two unsigned numbers, and a claimed directory size above the size of the
// file makes the difference wrap to a huge value. It is a model written for this corpus, not code of the
// standard library.
package main

import (
	"encoding/binary"
	"fmt"
)

// File is one entry.
type File struct{ Name string }

// Reader reads a directory of files.
type Reader struct{ File []*File }

type directoryEnd struct{ directoryRecords, directorySize uint64 }

// init allocates ahead only if the number of records is plausible, or so it seems.
func (r *Reader) init(data []byte) {
	end := directoryEnd{binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint64(data[8:])}
	size := uint64(len(data))
	room := (size - end.directorySize) / 30 // wraps if directorySize > size
	fmt.Printf("size %d, claimed directory %d, room for %d records, claimed records %d\n",
		size, end.directorySize, room, end.directoryRecords)
	if room >= end.directoryRecords {
		r.File = make([]*File, 0, end.directoryRecords)
	}
}

func main() {
	crafted := make([]byte, 22)
	var r Reader
	binary.LittleEndian.PutUint64(crafted, 1<<58)
	r.init(crafted) // the check holds
	binary.LittleEndian.PutUint64(crafted[8:], 23)
	r.init(crafted) // the check is bypassed
}
