// Program main shows the crash of RPL-2022-0015 (go-zero etcd registry): handleWatchEvents writes the
// map of values under the lock for PUT and deletes from it without the lock for DELETE. It is a model
// written for this corpus, not go-zero code.
package main

import (
	"strconv"
	"sync"
	"time"
)

type event struct {
	del      bool
	key, val string
}

type cluster struct {
	lock   sync.Mutex
	values map[string]map[string]string
}

// handleWatchEvents applies the events of a watch.
func (c *cluster) handleWatchEvents(key string, events []event) {
	for _, ev := range events {
		if !ev.del {
			c.lock.Lock()
			c.values[key][ev.key] = ev.val
			c.lock.Unlock()
			continue
		}
		if vals, ok := c.values[key]; ok { // no lock
			delete(vals, ev.key)
		}
	}
}

func main() {
	c := &cluster{values: map[string]map[string]string{"user.rpc": {}}}
	var puts, deletes []event
	for i := range 1000 {
		puts = append(puts, event{key: strconv.Itoa(i), val: "127.0.0.1"})
		deletes = append(deletes, event{del: true, key: strconv.Itoa(i)})
	}
	end := time.Now().Add(2500 * time.Millisecond)
	watch := func(events []event) {
		for time.Now().Before(end) {
			c.handleWatchEvents("user.rpc", events)
		}
	}
	go watch(deletes)
	watch(puts)
}
