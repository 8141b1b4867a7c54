package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

const container = 72 << 20

func main() {
	if len(os.Args) == 1 {
		start()
		return
	}
	confine()
	Configure(container)
	cache := &Cache{bodies: make([][]byte, 768)} // 48 MB are live
	for i := range 3000 {
		cache.Store(make([]byte, 64<<10))
		if i%8 == 0 {
			time.Sleep(100 * time.Microsecond) // the next requests
		}
	}
	fmt.Println("stored 3000 bodies, the newest 48 MB of them live, within 72 MB")
}

// start runs this program again as the service, and prints how it ended up to the first goroutine.
func start() {
	path, err := os.Executable()
	if err != nil {
		fmt.Println(err)
		return
	}
	said, err := exec.Command(path, "service").CombinedOutput()
	parts := bytes.SplitN(said, []byte("\n\ngoroutine "), 3)
	fmt.Println(string(bytes.Join(parts[:min(2, len(parts))], []byte("\n\ngoroutine "))))
	if len(parts) > 2 {
		fmt.Println("\n(more goroutines)")
	}
	if err != nil {
		fmt.Println(err)
	}
}

// confine stands in for the limit of a container: past it the kernel refuses memory to this process.
// A container's kernel kills instead, without a word from Go.
func confine() {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		fmt.Println(err)
		return
	}
	var now uint64
	_, after, _ := strings.Cut(string(status), "VmData:")
	if _, err := fmt.Sscan(after, &now); err != nil {
		fmt.Println(err)
	}
	limit := now<<10 + container
	if err := syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		fmt.Println(err)
	}
}
