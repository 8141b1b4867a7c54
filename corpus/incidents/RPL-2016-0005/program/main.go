// Program tight-loop shows the hang of RPL-2016-0005: a loop without calls has no safe point, and a collection waits
// for it with all other goroutines stopped. Since Go 1.14 signals stop such loops; GODEBUG=asyncpreemptoff=1 turns
// that off. The program runs itself with and without that setting, and ends the one that hangs by SIGQUIT. It is our
// own model of the mechanism. Linux and other Unix systems only.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
)

var done atomic.Bool // nobody sets it

//go:noinline
func spin() {
	for !done.Load() {
	}
}

func collect() {
	runtime.GOMAXPROCS(2)
	go spin()
	time.Sleep(50 * time.Millisecond)
	fmt.Println("runtime.GC() starts")
	runtime.GC()
	fmt.Println("runtime.GC() has returned")
}

func run(setting string) error {
	fmt.Println("with GODEBUG=" + setting)
	cmd := exec.Command(os.Args[0], "collect")
	cmd.Env = append(os.Environ(), "GODEBUG="+setting)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stdout
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(800 * time.Millisecond):
		if err := cmd.Process.Signal(syscall.SIGQUIT); err != nil {
			return err
		}
		return errors.Join(errors.New("hung for 800 ms, ended by SIGQUIT"), <-ended)
	}
}

func main() {
	if len(os.Args) > 1 {
		collect()
		return
	}
	for _, setting := range []string{"asyncpreemptoff=0", "asyncpreemptoff=1"} {
		if err := run(setting); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}
