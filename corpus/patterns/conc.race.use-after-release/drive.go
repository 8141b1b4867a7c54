package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	runtime.GOMAXPROCS(1) // one P: the pool gives back what was put into it last
	var wg sync.WaitGroup
	for _, user := range []string{"ada", "bob", "eve"} {
		wg.Go(func() {
			answer := Profile(user)
			time.Sleep(10 * time.Millisecond) // a slow client: the answer is written later
			fmt.Printf("to %s: %s\n", user, answer)
		})
	}
	wg.Wait()
}
