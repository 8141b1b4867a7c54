// Program main reproduces the deadlock of RPL-2025-0012 (Docker bridge driver): the driver takes configNetwork and
// then mu; the handler of a firewalld reload takes them the other way round. A barrier makes both hold their first
// lock before they ask for the second. This is our model, not the project's code.
package main

import (
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type driver struct {
	configNetwork sync.Mutex
	mu            sync.Mutex // not to be held while configNetwork is locked, says the comment in the project
	networks      map[string]int
	bothLocked    sync.WaitGroup // only the model has this
}

func (d *driver) meet() {
	d.bothLocked.Done()
	d.bothLocked.Wait()
}

func (d *driver) DeleteNetwork(nid string) {
	d.configNetwork.Lock()
	defer d.configNetwork.Unlock()
	d.meet()
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.networks, nid)
}

func (d *driver) handleFirewalldReloadNw(nid string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.meet()
	d.configNetwork.Lock()
	defer d.configNetwork.Unlock()
	d.networks[nid]++
}

func main() {
	d := &driver{networks: map[string]int{"net1": 0}}
	d.bothLocked.Add(2)
	go d.DeleteNetwork("net1")
	go d.handleFirewalldReloadNw("net1")
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
