// Program response-feeder shows the deadlock of RPL-2016-0006: the timeout case has read the tick of the timer, and
// the next message drains the timer because Stop returned false. It is our own model of the mechanism, not the
// library's code. The second receive blocks with the timers before and after Go 1.23.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

const maxProcessingTime = 20 * time.Millisecond

type partitionConsumer struct {
	feeder   chan []string
	messages chan string
}

func (child *partitionConsumer) responseFeeder() {
	expiryTimer := time.NewTimer(maxProcessingTime)
	for msgs := range child.feeder {
		for _, msg := range msgs {
			if !expiryTimer.Stop() {
				<-expiryTimer.C // the tick may have been read already
			}
			expiryTimer.Reset(maxProcessingTime)
			select {
			case child.messages <- msg:
			case <-expiryTimer.C:
				fmt.Println("feeder: handling takes too long, abandon the subscription for now")
				child.messages <- msg
			}
		}
	}
}

func main() {
	child := &partitionConsumer{feeder: make(chan []string), messages: make(chan string)}
	go child.responseFeeder()
	go func() { child.feeder <- []string{"m1", "m2", "m3"} }()
	time.Sleep(3 * maxProcessingTime) // the handler is slow once
	fmt.Println("handler:", <-child.messages)
	select {
	case msg := <-child.messages:
		fmt.Println("handler:", msg)
	case <-time.After(150 * time.Millisecond):
		fmt.Print("handler: no more messages\n\n")
		if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
			panic(err)
		}
		os.Exit(1)
	}
}
