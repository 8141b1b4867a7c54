package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
)

func main() {
	if os.Getenv("GODEBUG") == "" {
		start()
		return
	}
	peak := make([][]byte, 96)
	for i := range peak {
		peak[i] = make([]byte, 1<<20)
		for page := 0; page < 1<<20; page += 4096 {
			peak[i][page] = 1
		}
	}
	report("peak")
	runtime.KeepAlive(peak)
	peak = nil
	debug.FreeOSMemory() // what the background scavenger does in its own time
	report("after")
}

// report prints what the runtime says of its memory, and what the kernel says.
func report(when string) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	fmt.Printf("%s: HeapInuse %d kB, Sys-HeapReleased %d kB\n", when, stats.HeapInuse>>10, (stats.Sys-stats.HeapReleased)>>10)
	fmt.Printf("%s: VmRSS %d kB, LazyFree %d kB\n", when, sum("/proc/self/status", "VmRSS:"), sum("/proc/self/smaps", "LazyFree:"))
}

// sum adds up the numbers of the lines that begin with the name.
func sum(path, name string) int {
	text, err := os.ReadFile(path)
	if err != nil {
		fmt.Println(err)
	}
	total := 0
	for line := range strings.Lines(string(text)) {
		var kB int
		if after, ok := strings.CutPrefix(line, name); ok {
			fmt.Sscan(after, &kB)
			total += kB
		}
	}
	return total
}

// start runs this program as the service, in the environment of its start script.
func start() {
	path, err := os.Executable()
	if err != nil {
		fmt.Println(err)
		return
	}
	service := exec.Command(path)
	service.Env = Environ()
	service.Stdout, service.Stderr = os.Stdout, os.Stdout
	if err := service.Run(); err != nil {
		fmt.Println(err)
	}
}
