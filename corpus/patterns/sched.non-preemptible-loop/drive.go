package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync/atomic"
	"time"
)

// old is the setting that brings back how Go below 1.14 behaved: only calls are safe points.
const old = "GODEBUG=asyncpreemptoff=1"

func main() {
	if os.Getenv("CHECKSUM_CHILD") == "" {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "CHECKSUM_CHILD=1", old)
		child.Stdout, child.Stderr = os.Stdout, os.Stderr
		if err := child.Run(); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	fmt.Println(old)
	runtime.GOMAXPROCS(2)
	data := make([]uint32, 1<<14)
	began := time.Now()
	var ended atomic.Bool
	done := make(chan uint32)
	go func() {
		sum := Checksum(data, 30_000)
		ended.Store(true)
		done <- sum
	}()
	time.Sleep(10 * time.Millisecond)
	asked := time.Now()
	runtime.GC() // anybody's collection
	took := time.Since(asked).Round(time.Millisecond)
	if ended.Load() {
		fmt.Printf("the collection waited for the loop to end: all goroutines stood still, %v\n", took)
	} else {
		fmt.Printf("the collection took %v while the loop went on\n", took)
	}
	<-done
	fmt.Printf("the loop took %v\n", time.Since(began).Round(time.Millisecond))
}
