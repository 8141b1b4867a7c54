// Program close-notify shows the leak of RPL-2018-0009: the reader of a request tells a disconnect by a send on a channel
// without buffer, and when nobody waits on it the request never returns. It is our own model of the mechanism, not
// the project's code. With a cancel function instead of the channel all requests end.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

type webSocketResponseWriter struct {
	closeNotifyChan chan bool
}

type webSocketWrappedReader struct {
	frames     <-chan []byte
	respWriter *webSocketResponseWriter
}

// Read returns the next frame; at a disconnect it notifies whoever serves the request.
func (r *webSocketWrappedReader) Read(p []byte) (int, error) {
	frame, open := <-r.frames
	if !open {
		r.respWriter.closeNotifyChan <- true
		return 0, io.EOF
	}
	return copy(p, frame), nil
}

// handleWebSocket serves one request: it reads until the end and looks at CloseNotify only between messages.
func handleWebSocket(frames <-chan []byte) {
	w := &webSocketResponseWriter{closeNotifyChan: make(chan bool)}
	if _, err := io.Copy(io.Discard, &webSocketWrappedReader{frames: frames, respWriter: w}); err != nil {
		fmt.Println(err)
	}
	fmt.Println("request done")
}

func main() {
	for range 4 { // a client that connects again and again
		frames := make(chan []byte)
		go handleWebSocket(frames)
		frames <- []byte("message")
		close(frames)
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("4 clients disconnected, goroutines left: %d\n\n", runtime.NumGoroutine()-1)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
