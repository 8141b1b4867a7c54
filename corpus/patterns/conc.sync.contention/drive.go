package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"runtime/pprof"
	"sync"
	"time"
)

func main() {
	runtime.SetMutexProfileFraction(1)
	const workers = 8
	stats := NewStats(workers)
	end := time.Now().Add(500 * time.Millisecond)
	var all sync.WaitGroup
	for worker := range workers {
		all.Go(func() {
			for time.Now().Before(end) {
				for range 1000 {
					stats.Add(worker)
				}
			}
		})
	}
	all.Wait()

	wait := []metrics.Sample{{Name: "/sync/mutex/wait/total:seconds"}}
	metrics.Read(wait)
	fmt.Printf("%.1f million requests in 500 ms, %s %.3f\n\n", float64(stats.Total())/1e6, wait[0].Name, wait[0].Value.Float64())
	if err := pprof.Lookup("mutex").WriteTo(os.Stdout, 1); err != nil {
		fmt.Println(err)
	}
}
