package main

import (
	"encoding/json"
	"fmt"
	"net"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	client, server := net.Pipe()
	mux := &Mux{streams: map[int]chan string{}}
	mux.Open(1) // its user has given up and reads nothing
	second := mux.Open(2)
	go func() { _ = mux.ReadLoop(client) }()
	go func() {
		frames := json.NewEncoder(server)
		for _, f := range []Frame{{1, "a"}, {1, "b"}, {1, "c"}, {2, "answer"}} {
			if frames.Encode(f) != nil {
				return
			}
		}
	}()
	observe.Returns(200*time.Millisecond, func() { fmt.Println("stream 2:", <-second) })
}
