package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
)

func main() {
	if os.Getenv("GODEBUG") == "" {
		traced()
		return
	}
	orders := make([]Order, 1000)
	for i := range orders {
		orders[i] = Order{ID: 100_000 + i, Cents: 1999}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 200 {
		Export(orders)
	}
	runtime.ReadMemStats(&after)
	fmt.Printf("200 exports: allocated %d MB, gc cycles: %d, heap %d MB\n",
		(after.TotalAlloc-before.TotalAlloc)>>20, after.NumGC-before.NumGC, after.HeapAlloc>>20)
}

// traced runs this program again with the trace of the collector, and prints the first lines of it.
func traced() {
	path, err := os.Executable()
	if err != nil {
		fmt.Println(err)
		return
	}
	var trace bytes.Buffer
	again := exec.Command(path)
	again.Env = []string{"GODEBUG=gctrace=1"}
	again.Stdout, again.Stderr = os.Stdout, &trace
	if err := again.Run(); err != nil {
		fmt.Println(err)
	}
	lines := bytes.SplitAfter(trace.Bytes(), []byte("\n"))
	os.Stdout.Write(bytes.Join(lines[:min(8, len(lines))], nil))
}
