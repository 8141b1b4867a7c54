package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// What a service has stored about two requests. During the second one NTP set the clock back by 0.3 seconds.
const stored = `[
	{"Name": "a", "Sent": "2026-01-01T00:00:00.10Z", "Answered": "2026-01-01T00:00:00.35Z"},
	{"Name": "b", "Sent": "2026-01-01T00:00:01.10Z", "Answered": "2026-01-01T00:00:00.95Z"}
]`

func main() {
	var backends []Backend
	if err := json.Unmarshal([]byte(stored), &backends); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for _, b := range backends {
		fmt.Printf("backend %s: answered after %v\n", b.Name, b.Answered.Sub(b.Sent))
		fmt.Printf("backend %s: pause is positive: %v\n", b.Name, Jitter(b) >= 0)
	}
}
