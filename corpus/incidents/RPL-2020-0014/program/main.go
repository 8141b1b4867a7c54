// Command program models RPL-2020-0014: one goroutine walks over the fields of an event while another writes them. The
// report names no line of the project; this is our model of the failure that it reports, not the code of CGRateS.
package main

import (
	"fmt"
	"runtime"
	"strconv"
	"time"
)

// CGREvent is shared by the subsystems that handle a call.
type CGREvent struct{ Event map[string]string }

// processEvent adds fields while the call goes on.
func processEvent(ev *CGREvent) {
	for n := 0; ; n++ {
		ev.Event["*resources"+strconv.Itoa(n%64)] = strconv.Itoa(n)
	}
}

// publish walks over the fields, as an encoder does that sends the event to another node.
func publish(ev *CGREvent) {
	size := 0
	for {
		for field, value := range ev.Event {
			size += len(field) + len(value)
		}
	}
}

func main() {
	runtime.GOMAXPROCS(max(2, runtime.NumCPU())) // reader and writer must run at once
	ev := &CGREvent{Event: map[string]string{"Account": "1001"}}
	go processEvent(ev)
	go publish(ev)
	time.Sleep(2 * time.Second)
	fmt.Println("no conflict was noticed in this run")
}
