package laboratory

import (
	"bytes"
	"io"
)

// wholeLines passes on what one process writes line by line, so that the lines of several do not mix.
type wholeLines struct {
	to   io.Writer
	rest []byte
}

func (w *wholeLines) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	end := bytes.LastIndexByte(w.rest, '\n') + 1
	if end == 0 {
		return len(p), nil
	}
	if _, err := w.to.Write(w.rest[:end]); err != nil {
		return 0, err
	}
	w.rest = append([]byte(nil), w.rest[end:]...)
	return len(p), nil
}
