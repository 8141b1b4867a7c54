package main

import (
	"fmt"
	"runtime"
	"strings"
	"sync"

	"fupan/patterns/internal/observe"
)

const clients = 16

func main() {
	runtime.GOMAXPROCS(1) // the same buffers in the same order each time
	for i := range 4 * clients {
		wave(i%clients, nil)
	}
	wave(clients, func(caps []int) {
		fmt.Println("now 16 answers of 20 bytes each, in pooled buffers of so many bytes:")
		fmt.Println(caps)
		fmt.Printf("heap %.1f MB\n", float64(observe.HeapBytes())/1e6)
	})
}

// wave answers all clients at once, one of them with a large text; all is called while every buffer is in use.
func wave(large int, all func([]int)) {
	var done sync.WaitGroup
	ready := make(chan bool)
	leave := make(chan struct{})
	caps := make([]int, clients)
	for i := range clients {
		row := strings.Repeat(".", 20)
		if i == large {
			row = strings.Repeat("large ", 1<<17)
		}
		done.Go(func() {
			err := Send(socket(func(p []byte) {
				caps[i] = cap(p)
				ready <- true
				<-leave
			}), []string{row})
			if err != nil {
				fmt.Println(err)
			}
		})
		<-ready
	}
	if all != nil {
		all(caps)
	}
	close(leave)
	done.Wait()
}

type socket func([]byte)

func (s socket) Write(p []byte) (int, error) {
	s(p)
	return len(p), nil
}
