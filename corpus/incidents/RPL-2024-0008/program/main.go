// Program main reproduces the hang of RPL-2024-0008 (Docker awslogs driver): Log blocks on a full channel and
// holds the read lock, Close waits for the write lock with the container locked, and everything that needs the
// container waits too. This is our model, not the project's code.
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type logStream struct {
	lock     sync.RWMutex
	closed   bool
	messages chan string
}

func (l *logStream) Log(msg string) {
	l.lock.RLock()
	defer l.lock.RUnlock()
	if !l.closed {
		l.messages <- msg // full: CloudWatch is slow
	}
}

func (l *logStream) Close() {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.closed = true
	close(l.messages)
}

type Container struct {
	sync.Mutex
	logs *logStream
}

func (c *Container) handleExit() {
	c.Lock()
	defer c.Unlock()
	c.logs.Close()
}

func (c *Container) inspect() string {
	c.Lock()
	defer c.Unlock()
	return "exited"
}

func main() {
	c := &Container{logs: &logStream{messages: make(chan string, 1)}}
	c.logs.Log("first line")
	go c.logs.Log("second line")
	time.Sleep(50 * time.Millisecond)
	go c.handleExit()
	for c.TryLock() { // until handleExit holds the container
		c.Unlock()
		runtime.Gosched()
	}
	go c.inspect()
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
