// Program main shows the thread exhaustion of RPL-2021-0010: every goroutine that is blocked in a system
// call keeps an OS thread, and the runtime aborts at the limit of debug.SetMaxThreads. The limit is 20
// here and not 10,000, and a read from an empty pipe stands for the blocking C function. It is a model
// written for this corpus, not code of the programs in the reports.
package main

import (
	"fmt"
	"runtime/debug"
	"syscall"
	"time"
)

// blockingCall never returns, as the C function of the report.
func blockingCall(fd int) {
	buf := make([]byte, 1)
	syscall.Read(fd, buf)
}

func main() {
	debug.SetMaxThreads(20)
	var pipe [2]int
	if err := syscall.Pipe(pipe[:]); err != nil {
		panic(err)
	}
	defer func() { fmt.Println("recovered:", recover()) }() // does not run: a fatal error is no panic
	for range 30 {
		go blockingCall(pipe[0])
	}
	time.Sleep(2 * time.Second)
	fmt.Println("all calls have a thread")
}
