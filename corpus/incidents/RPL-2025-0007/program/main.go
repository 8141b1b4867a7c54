// Program main reproduces RPL-2025-0007 (anacrolix/dms): an interval in a JSON file without a unit. encoding/json
// stores the bare number in a time.Duration as nanoseconds, so the announcer starts goroutines almost without a
// pause, and each of them waits up to 100 ms. This is our model, not the project's code.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"
)

type dmsConfig struct{ NotifyInterval time.Duration }

func delayedSend(delay time.Duration, closed <-chan struct{}) {
	go func() {
		select {
		case <-time.After(delay):
		case <-closed:
		}
	}()
}

// announce runs for a moment and says how many goroutines it leaves waiting at most.
func announce(interval time.Duration) (most int) {
	closed := make(chan struct{})
	for start := time.Now(); time.Since(start) < 50*time.Millisecond; time.Sleep(interval) {
		for range 8 { // one for each type of device and service
			delayedSend(100*time.Millisecond, closed)
		}
		most = max(most, runtime.NumGoroutine())
	}
	close(closed)
	return most
}

func main() {
	var config dmsConfig
	err := json.Unmarshal([]byte(`{"NotifyInterval": 30}`), &config)
	fmt.Printf("JSON 30: interval %v, error %v\n", config.NotifyInterval, err)

	fs := flag.NewFlagSet("dms", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Duration("notifyInterval", 30*time.Second, "")
	fmt.Printf("flag 30: %v\n", fs.Parse([]string{"-notifyInterval", "30"}))

	if n := announce(config.NotifyInterval); n > 500 {
		fmt.Println("goroutines after 50 ms with that interval: more than 500")
		os.Exit(1)
	}
}
