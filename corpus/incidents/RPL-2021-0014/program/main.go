// Program main shows the leak of RPL-2021-0014 (containerd reaper): WaitTimeout sends the status and then
// the error on channels without capacity. After a timeout nobody receives the status, and after a failed
// command nobody receives the error. It is a model written for this corpus, not containerd code.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

type command struct {
	takes time.Duration
	err   error
}

// Monitor stands for the reaper.
type Monitor struct{}

// Wait waits for the command to end.
func (m *Monitor) Wait(c command) (int, error) {
	time.Sleep(c.takes)
	if c.err != nil {
		return 1, c.err
	}
	return 0, nil
}

// WaitTimeout gives up after timeout.
func (m *Monitor) WaitTimeout(c command, timeout time.Duration) (int, error) {
	sch := make(chan int)
	ech := make(chan error)
	go func() {
		status, err := m.Wait(c)
		sch <- status
		if err != nil {
			ech <- err
		}
	}()
	select {
	case <-time.After(timeout):
		return 0, errors.New("timeout")
	case status := <-sch:
		return status, nil
	case err := <-ech:
		return -1, err
	}
}

func main() {
	m := &Monitor{}
	for range 2 {
		_, err := m.WaitTimeout(command{takes: 200 * time.Millisecond}, 50*time.Millisecond)
		fmt.Println("slow command:", err)
	}
	status, err := m.WaitTimeout(command{err: errors.New("no such process")}, time.Second)
	fmt.Println("failed command:", status, err, "(the error is lost)")
	time.Sleep(400 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
