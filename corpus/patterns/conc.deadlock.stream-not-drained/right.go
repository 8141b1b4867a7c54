//go:build !wrong

package main

import (
	"encoding/json"
	"io"
	"sync"
)

// Frame is what comes over the connection: a piece of one stream.
type Frame struct {
	Stream int
	Data   string
}

// Mux carries many streams over one connection.
type Mux struct {
	mu      sync.Mutex
	streams map[int]chan string
}

// Open gives the channel on which the data of a stream arrives.
func (m *Mux) Open(stream int) <-chan string {
	m.mu.Lock()
	defer m.mu.Unlock()
	data := make(chan string, 1)
	m.streams[stream] = data
	return data
}

// ReadLoop hands the frames of the connection to their streams.
func (m *Mux) ReadLoop(conn io.Reader) error {
	for frames := json.NewDecoder(conn); ; {
		var f Frame
		if err := frames.Decode(&f); err != nil {
			return err
		}
		m.mu.Lock()
		if data := m.streams[f.Stream]; data != nil {
			select {
			case data <- f.Data:
			default: // its buffer is full: end this stream, keep the connection
				close(data)
				delete(m.streams, f.Stream)
			}
		}
		m.mu.Unlock()
	}
}
