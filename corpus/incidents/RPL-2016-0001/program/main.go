// Program docker-ps shows the hang of RPL-2016-0001: a list that takes the lock of each container in turn, and one
// container whose lock is held while its output is being copied. It is our own model of the mechanism, not the
// project's code.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// Container is one container with the lock of its state.
type Container struct {
	sync.Mutex
	ID      string
	Running bool
	streams sync.WaitGroup
}

// Daemon knows all containers.
type Daemon struct {
	containers []*Container
}

// Containers lists the containers, one lock after the other.
func (d *Daemon) Containers() []string {
	var list []string
	for _, c := range d.containers {
		list = append(list, d.reducePsContainer(c))
	}
	return list
}

func (d *Daemon) reducePsContainer(c *Container) string {
	c.Lock()
	defer c.Unlock()
	return fmt.Sprintf("%s running=%t", c.ID, c.Running)
}

// StateChanged handles the exit of a container: it waits for the copy of its output with the lock held.
func (d *Daemon) StateChanged(c *Container) {
	c.Lock()
	defer c.Unlock()
	c.Running = false
	c.streams.Wait()
}

func main() {
	d := &Daemon{containers: []*Container{{ID: "a1", Running: true}, {ID: "b2", Running: true}, {ID: "c3", Running: true}}}
	fmt.Println("docker ps:", d.Containers())
	stuck := d.containers[1]
	stuck.streams.Add(1) // somebody still has the FIFO of its output open
	go d.StateChanged(stuck)
	time.Sleep(50 * time.Millisecond)
	for range 4 {
		go func() { fmt.Println("docker ps:", d.Containers()) }()
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Print("container b2 exited, docker ps hangs\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
