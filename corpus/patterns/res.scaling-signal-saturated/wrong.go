//go:build wrong

package main

// Second is what was measured during one second.
type Second struct {
	Offered int // samples that wanted to get into the queue
	Waiting int // those of them that are still outside, because it is full
	Sent    int // samples that the shards took out of it
}

// Shards says how many shards the next second needs, when each sends perShard samples.
func Shards(last Second, perShard int) int {
	demand := last.Sent // behind the queue: never more than the shards that are there can send
	return (demand + perShard - 1) / perShard
}
