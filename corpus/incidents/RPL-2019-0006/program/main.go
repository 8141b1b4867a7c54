// Command program measures RPL-2019-0006 with both ways of giving memory back on Linux: it runs itself with
// madvdontneed=0 (MADV_FREE) and with madvdontneed=1 (MADV_DONTNEED) and compares resident size with HeapReleased.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// residentMiB reads VmRSS.
func residentMiB() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return -1
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); fields[0] == "VmRSS:" {
			kib, _ := strconv.Atoi(fields[1])
			return kib >> 10
		}
	}
	return -1
}

// peak touches 200 MiB and drops them.
func peak() {
	block := make([]byte, 200<<20)
	for i := 0; i < len(block); i += 4096 {
		block[i] = 1
	}
	runtime.KeepAlive(block)
}

func child() {
	peak()
	before := residentMiB()
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	after := residentMiB()
	fmt.Printf("%s: resident at the peak more than 200 MiB: %t; HeapReleased more than 200 MiB: %t; resident fell: %t\n",
		os.Getenv("GODEBUG"), before > 200, m.HeapReleased > 200<<20, after < before-150)
}

func main() {
	if len(os.Args) > 1 {
		child()
		return
	}
	for _, value := range []string{"0", "1"} {
		command := exec.Command(os.Args[0], "child")
		command.Env = append(os.Environ(), "GODEBUG=madvdontneed="+value)
		command.Stdout, command.Stderr = os.Stdout, os.Stderr
		if err := command.Run(); err != nil {
			fmt.Println(err)
		}
	}
}
