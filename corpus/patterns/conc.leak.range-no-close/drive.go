package main

import (
	"fmt"
	"sync/atomic"

	"fupan/patterns/internal/observe"
)

func main() {
	var resized atomic.Int64
	Resize([]string{"a.png", "b.png", "c.png", "d.png"}, func(string) { resized.Add(1) })
	fmt.Println("resized:", resized.Load())
	observe.Goroutines()
}
