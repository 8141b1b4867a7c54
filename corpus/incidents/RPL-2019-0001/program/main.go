// Command program models RPL-2019-0001: relist blocks on a full event channel, and its only consumer does not
// read while relist counts as unhealthy. It is our model of the mechanism, not the code of the kubelet.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync/atomic"
	"time"
)

const relistThreshold = 50 * time.Millisecond

type podLifecycleEvent struct{ pod int }

// GenericPLEG finds events of pods and hands them over a bounded channel.
type GenericPLEG struct {
	eventChannel chan podLifecycleEvent
	relisted     atomic.Int64
}

func (g *GenericPLEG) relist(pods int) {
	g.relisted.Store(time.Now().UnixNano())
	for pod := range pods {
		g.eventChannel <- podLifecycleEvent{pod} // blocks once the channel is full
	}
}

// Healthy is false while the last relist lies too far back.
func (g *GenericPLEG) Healthy() bool {
	return time.Since(time.Unix(0, g.relisted.Load())) < relistThreshold
}

// syncLoop reads no event while the PLEG is unhealthy.
func syncLoop(g *GenericPLEG, slow time.Duration) {
	for {
		if !g.Healthy() {
			time.Sleep(10 * time.Millisecond) // skipping pod synchronization - PLEG is not healthy
			continue
		}
		<-g.eventChannel
		time.Sleep(slow)
	}
}

func main() {
	g := &GenericPLEG{eventChannel: make(chan podLifecycleEvent, 10)}
	go func() {
		for {
			g.relist(100)
		}
	}()
	go syncLoop(g, 20*time.Millisecond)
	time.Sleep(500 * time.Millisecond)
	before := len(g.eventChannel)
	time.Sleep(500 * time.Millisecond)
	fmt.Printf("events waiting: %d, half a second later: %d, PLEG healthy: %t\n", before, len(g.eventChannel), g.Healthy())
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
