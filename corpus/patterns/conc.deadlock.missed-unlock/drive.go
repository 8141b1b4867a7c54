package main

import (
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	now := time.Now()
	sessions := &Sessions{seen: map[string]time.Time{"s-1": now}}
	observe.Returns(100*time.Millisecond, func() {
		for _, id := range []string{"s-1", "s-2", "s-1"} {
			fmt.Printf("touch %s: %v\n", id, sessions.Touch(id, now))
		}
	})
}
