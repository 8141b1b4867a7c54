package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/metrics"
)

func main() {
	if os.Getenv("GODEBUG") == "" {
		traced()
		return
	}
	prices := NewPrices()
	for article := range uint64(600_000) {
		prices.Put(article, Price{Cents: 1999})
	}
	fmt.Fprintln(os.Stderr, "600000 entries; collections while nothing is allocated:")
	for range 3 {
		runtime.GC()
	}
	samples := []metrics.Sample{
		{Name: "/gc/heap/live:bytes"},
		{Name: "/gc/heap/objects:objects"},
		{Name: "/gc/scan/heap:bytes"},
	}
	metrics.Read(samples)
	for _, sample := range samples {
		fmt.Fprintln(os.Stderr, sample.Name, sample.Value.Uint64())
	}
	runtime.KeepAlive(prices)
}

// traced runs this program again with the trace of the collector.
func traced() {
	path, err := os.Executable()
	if err != nil {
		fmt.Println(err)
		return
	}
	again := exec.Command(path)
	again.Env = []string{"GODEBUG=gctrace=1"}
	again.Stdout, again.Stderr = os.Stdout, os.Stdout
	if err := again.Run(); err != nil {
		fmt.Println(err)
	}
}
