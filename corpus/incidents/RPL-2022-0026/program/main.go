// Program main shows the pile of RPL-2022-0026 (dockerd on a broken kernel): one operation holds the
// container's mutex and is stuck in a system call, and every inspect of the polling kubelet waits for
// the mutex. A read from an empty pipe stands for the stuck call. It is a model written for this corpus,
// not Docker code.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"syscall"
	"time"
)

// Container has one lock for everything.
type Container struct {
	sync.Mutex
	id string
}

// Daemon answers API calls.
type Daemon struct{ stuck int }

// ContainerStop holds the lock over a call into the kernel that does not return.
func (d *Daemon) ContainerStop(c *Container) {
	c.Lock()
	defer c.Unlock()
	syscall.Read(d.stuck, make([]byte, 1))
}

// ContainerInspectCurrent only wants to look.
func (d *Daemon) ContainerInspectCurrent(c *Container) string {
	c.Lock()
	defer c.Unlock()
	return c.id
}

func main() {
	var pipe [2]int
	if err := syscall.Pipe(pipe[:]); err != nil {
		panic(err)
	}
	d, c := &Daemon{stuck: pipe[0]}, &Container{id: "c0ffee"}
	go d.ContainerStop(c)
	time.Sleep(100 * time.Millisecond)
	for range 5 { // kubelet polls
		go d.ContainerInspectCurrent(c)
	}
	time.Sleep(200 * time.Millisecond)
	fmt.Println("goroutines of the daemon:")
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
	os.Exit(1)
}
