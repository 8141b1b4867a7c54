// Program main reproduces RPL-2025-0015 (Prometheus remote write): the number of shards is computed from the rate
// of samples that come in. Counted where they arrive, a slow endpoint makes the number grow; counted where they enter
// the full queue, the rate equals what goes out, and the number stays. This is our model of the calculation, not the
// project's code.
package main

import "fmt"

const (
	arriving      = 10000.0 // samples per second that are scraped
	timePerSample = 0.001   // seconds: one shard sends 1000 samples per second
	interval      = 10.0    // seconds between two calculations
	maxShards     = 75.0
)

// run simulates rounds of resharding and returns the shards and the delay in seconds at the end.
func run(rounds int, countWhenEnqueued bool) (shards, delay float64) {
	shards = 3
	var backlog float64 // samples in the write-ahead log that are not sent yet
	for range rounds {
		out := min(arriving+backlog/interval, shards/timePerSample)
		backlog = max(0, backlog+(arriving-out)*interval)
		in, seen := arriving, backlog
		if countWhenEnqueued {
			in, seen = out, 0 // what is still in the log was not enqueued: neither the rate nor the newest timestamp shows it
		}
		desired := timePerSample * (in + 0.05*seen)
		if desired > shards*1.3 || desired < shards*0.7 {
			shards = min(max(1, desired), maxShards)
		}
	}
	return shards, backlog / arriving
}

func main() {
	for i, where := range []string{"on arrival", "when enqueued"} {
		shards, delay := run(600, i == 1)
		fmt.Printf("input rate counted %s: %.0f shards, %.0f s behind after %.0f s\n", where, shards, delay, 600*interval)
	}
}
