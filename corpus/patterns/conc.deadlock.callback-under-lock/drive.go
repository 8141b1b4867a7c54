package main

import (
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	now := time.Now()
	cache := &Cache{ends: map[string]time.Time{"s-1": now.Add(-time.Second), "s-2": now.Add(time.Hour)}}
	cache.OnEvict = func(id string) {
		fmt.Printf("dropped %s\n", id)
		fmt.Printf("%d session left\n", cache.Len())
	}
	observe.Returns(100*time.Millisecond, func() { cache.Expire(now) })
}
