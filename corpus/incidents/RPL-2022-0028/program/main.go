// Program main shows the leak of RPL-2022-0028 (containerd CRI exec): the goroutine that sends terminal
// sizes is started before it is sure that a receiver will be there, and the start of the process fails.
// It is a model written for this corpus, not containerd code.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

type terminalSize struct{ width, height uint16 }

// handleResizeEvents passes the sizes on that the client sends.
func handleResizeEvents(stream []terminalSize, channel chan<- terminalSize) {
	defer close(channel)
	for _, size := range stream {
		channel <- size
	}
}

type process struct{ command string }

func (p *process) start() error {
	if p.command == "no-such-command" {
		return errors.New("exec: no such file")
	}
	return nil
}

// serveExec answers an exec request with a terminal.
func serveExec(command string) error {
	resizeChan := make(chan terminalSize)
	go handleResizeEvents([]terminalSize{{80, 24}}, resizeChan)
	p := &process{command}
	if err := p.start(); err != nil {
		return err // the receiver below is never started
	}
	go func() {
		for size := range resizeChan {
			_ = size
		}
	}()
	return nil
}

func main() {
	for range 3 {
		serveExec("sh")
		fmt.Println(serveExec("no-such-command"))
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Println("goroutines:", runtime.NumGoroutine())
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
