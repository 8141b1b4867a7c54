package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"time"
)

// Order is what the service keeps in memory.
type Order struct {
	next *Order
	text [48]byte
}

func main() {
	if os.Getenv("GODEBUG") == "" {
		traced()
		return
	}
	orders := make([]*Order, 400_000)
	for i := range orders {
		orders[i] = &Order{}
		if i > 0 {
			orders[i].next = orders[i-1]
		}
	}
	rows := make([]string, 100)

	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for range 10 {
		Render(rows)
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	fmt.Fprintf(os.Stderr, "10 requests, %v each; NumGC +%d, NumForcedGC +%d\n",
		(took / 10).Round(time.Microsecond), after.NumGC-before.NumGC, after.NumForcedGC-before.NumForcedGC)
	runtime.KeepAlive(orders)
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
