package main

import (
	"bufio"
	"fmt"
	"io"
	"sync"
	"time"
)

func main() {
	conn := &Conn{out: bufio.NewWriter(io.Discard)}
	var wg sync.WaitGroup
	for i, message := range []string{"order paid", "order shipped"} {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * 10 * time.Millisecond)
			if err := conn.Send(message); err != nil {
				fmt.Println(err)
			}
		})
	}
	wg.Wait()
}
