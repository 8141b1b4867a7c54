// Command program models RPL-2020-0005: a panic in Run is recovered and Run starts again, while the goroutines of the
// first Run go on; two relist loops then write one map. It is our model of the mechanism, not the code of the kubelet.
package main

import (
	"fmt"
	"runtime"
	"time"
)

type podRecords map[int]int

func (pr podRecords) setCurrent(pod int) { pr[pod]++ }

// GenericPLEG has a loop that must run once.
type GenericPLEG struct{ podRecords podRecords }

func (g *GenericPLEG) relist() {
	for {
		for pod := range 1000 {
			g.podRecords.setCurrent(pod)
		}
	}
}

type kubelet struct {
	pleg *GenericPLEG
	runs int
}

// Run starts its loops and then fails in the start-up path.
func (kl *kubelet) Run() {
	kl.runs++
	go kl.pleg.relist()
	if kl.runs == 1 {
		time.Sleep(50 * time.Millisecond)
		var conditions []string
		_ = conditions[kl.runs]
	}
	time.Sleep(2 * time.Second)
}

// until calls f again and again, whatever happens.
func until(f func()) {
	for range 2 {
		func() {
			defer func() {
				if r := recover(); r != nil {
					fmt.Println("Observed a panic:", r)
				}
			}()
			f()
		}()
	}
}

func main() {
	runtime.GOMAXPROCS(max(2, runtime.NumCPU())) // two writers must run at once
	kl := &kubelet{pleg: &GenericPLEG{podRecords: podRecords{}}}
	until(kl.Run)
}
