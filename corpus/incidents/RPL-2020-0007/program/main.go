// Command program models RPL-2020-0007: each grant registers an item for expiry, but only the primary takes items out.
// It is our model of the mechanism, not the code of etcd.
package main

import (
	"container/heap"
	"fmt"
)

type leaseWithTime struct {
	id   int
	time int64
}

type leaseQueue []leaseWithTime

func (q leaseQueue) Len() int           { return len(q) }
func (q leaseQueue) Less(i, j int) bool { return q[i].time < q[j].time }
func (q leaseQueue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *leaseQueue) Push(x any)        { *q = append(*q, x.(leaseWithTime)) }
func (q *leaseQueue) Pop() any {
	old := *q
	item := old[len(old)-1]
	*q = old[:len(old)-1]
	return item
}

type lessor struct {
	primary       bool
	onlyIfPrimary bool // the fix
	leaseMap      map[int]int64
	notifier      leaseQueue
}

func (le *lessor) Grant(id int, expiry int64) {
	le.leaseMap[id] = expiry
	if le.primary || !le.onlyIfPrimary {
		heap.Push(&le.notifier, leaseWithTime{id, expiry})
	}
}

// Revoke is replicated to every member.
func (le *lessor) Revoke(id int) { delete(le.leaseMap, id) }

// expire runs in the loop of the primary.
func (le *lessor) expire(now int64) {
	for le.primary && le.notifier.Len() > 0 && le.notifier[0].time <= now {
		heap.Pop(&le.notifier)
	}
}

func main() {
	for _, le := range []*lessor{
		{primary: true}, {primary: false}, {primary: false, onlyIfPrimary: true},
	} {
		le.leaseMap = map[int]int64{}
		for id := range 10_000 {
			le.Grant(id, int64(id))
			le.Revoke(id)
			le.expire(int64(id))
		}
		fmt.Printf("primary: %t; register only when primary: %t; leases: %d; items waiting for expiry: %d\n",
			le.primary, le.onlyIfPrimary, len(le.leaseMap), le.notifier.Len())
	}
}
