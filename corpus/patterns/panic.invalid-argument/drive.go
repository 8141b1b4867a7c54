package main

import (
	"fmt"
	"time"
)

func main() {
	for _, left := range []time.Duration{time.Hour, -time.Millisecond} {
		pause := Pause(time.Now().Add(left))
		fmt.Println("left:", left, "pause within it:", pause <= max(left, 0))
	}
}
