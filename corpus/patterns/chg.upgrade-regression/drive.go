package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"time"
)

func main() {
	if len(os.Args) == 2 { // the service itself
		lease := time.NewTimer(10 * time.Millisecond)
		time.Sleep(30 * time.Millisecond)
		fmt.Printf("lease of 10ms, after 30ms: expired %v\n", Expired(lease))
		return
	}

	// One binary, started as the go line of go.mod says before the upgrade and after it.
	for _, start := range []struct{ when, setting string }{
		{"before, go 1.22 in go.mod", "asynctimerchan=1"},
		{"after, go 1.23 in go.mod", "asynctimerchan=0"},
	} {
		service := exec.Command(os.Args[0], "serve")
		service.Env = append(os.Environ(), "GODEBUG="+start.setting)
		output, err := service.CombinedOutput()
		fmt.Printf("%s (%s, GODEBUG=%s): %s", start.when, runtime.Version(), start.setting, output)
		if err != nil {
			fmt.Println(err)
		}
	}
}
