// Program main shows the divergence of RPL-2022-0011 (etcd 3.5): a commit hook stores the consistent
// index that the apply flow has raised before it wrote its change. If the process dies after such a
// periodic commit, recovery skips the entry. Two members replay one log; one of them dies in the window.
// It is a model written for this corpus, not etcd code.
package main

import (
	"fmt"
	"os"
)

type entry struct{ key, value string }

// backend is what is on disk after the last commit, and what is pending.
type backend struct {
	consistentIndex int // on disk
	data, pending   map[string]string
}

// commit writes the pending changes; its hook stores the shared in-memory index with them.
func (b *backend) commit(memoryIndex int) {
	for k, v := range b.pending {
		b.data[k] = v
	}
	clear(b.pending)
	b.consistentIndex = memoryIndex
}

type member struct {
	name string
	be   *backend
}

// replay applies the log from the stored index on; dieIn is the entry in whose apply the process dies.
func (m *member) replay(log []entry, dieIn int) {
	for i := m.be.consistentIndex; i < len(log); i++ {
		memoryIndex := i + 1 // raised before the change is written
		if i == dieIn {
			m.be.commit(memoryIndex) // the periodic commit comes in between
			return                   // kill -9
		}
		m.be.pending[log[i].key] = log[i].value
		m.be.commit(memoryIndex)
	}
}

func main() {
	log := []entry{{"a", "1"}, {"b", "1"}, {"a", "2"}, {"c", "1"}}
	healthy := &member{"member 1", &backend{data: map[string]string{}, pending: map[string]string{}}}
	healthy.replay(log, -1)
	crashed := &member{"member 2", &backend{data: map[string]string{}, pending: map[string]string{}}}
	crashed.replay(log, 2)
	crashed.replay(log, -1) // restart
	for _, m := range []*member{healthy, crashed} {
		fmt.Println(m.name, "consistent index", m.be.consistentIndex, "data", m.be.data)
	}
	if healthy.be.data["a"] != crashed.be.data["a"] {
		fmt.Println("data inconsistency: the members differ at key a and both believe to be up to date")
		os.Exit(1)
	}
}
