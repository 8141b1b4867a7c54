package main

import "fmt"

const perShard = 100

// main plays ten seconds with a real queue; only the clock is a counter.
func main() {
	queue := make(chan int, 500)
	shards, waiting := 3, 0
	for second := range 10 {
		load := 250
		if second >= 2 {
			load = 800
		}
		measured := Second{Offered: load}
		waiting += load
		for range shards * perShard {
			waiting = fill(queue, waiting)
			select {
			case <-queue:
				measured.Sent++
			default:
			}
		}
		measured.Waiting = fill(queue, waiting)
		waiting = measured.Waiting
		desired := Shards(measured, perShard)
		fmt.Printf("second %d: offered %4d, sent %4d, delay %4.1f s, shards %2d, desired %2d\n", second,
			measured.Offered, measured.Sent, float64(len(queue)+waiting)/float64(shards*perShard), shards, desired)
		shards = desired
	}
}

// fill puts samples into the queue until it is full, and says how many are left outside.
func fill(queue chan<- int, waiting int) int {
	for ; waiting > 0; waiting-- {
		select {
		case queue <- waiting:
		default:
			return waiting
		}
	}
	return 0
}
