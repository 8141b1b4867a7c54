package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
)

func main() {
	if len(os.Args) == 2 { // the service itself
		serve()
		return
	}

	// Its output is long: show how the service ends, without the goroutines of the runtime.
	output, err := exec.Command(os.Args[0], "serve").CombinedOutput()
	output, others, cut := bytes.Cut(output, []byte("\n\ngoroutine 2 "))
	fmt.Printf("%s\n", bytes.TrimSpace(output))
	if cut {
		fmt.Printf("[%d lines left out]\n", bytes.Count(others, []byte("\n")))
	}
	fmt.Println("the service ended:", err)
}

func serve() {
	frames := make(chan []byte, 2)
	whole := make([]byte, 24)
	whole[0] = 24
	frames <- whole
	frames <- make([]byte, 6) // cut off by the peer
	close(frames)

	defer func() { fmt.Println("recovered:", recover()) }()
	for frame := range frames {
		header, err := Decode(frame)
		fmt.Printf("%d bytes: %v, error %v\n", len(frame), header, err)
	}
}
