// Command program models RPL-2020-0008: a filter handles each resolution in its own goroutine, and all of them read and
// delete in one map. It is our model of the mechanism, not the code of Thanos.
package main

import (
	"fmt"
	"sync"
)

type meta struct{ resolution int }

// DeduplicateFilter drops blocks that others contain.
type DeduplicateFilter struct{ duplicateIDs []int }

func (f *DeduplicateFilter) filterForResolution(metas map[int]*meta, duplicates []int) {
	for _, id := range duplicates {
		if metas[id] != nil {
			f.duplicateIDs = append(f.duplicateIDs, id)
		}
		delete(metas, id)
	}
}

// Filter works on all resolutions at once.
func (f *DeduplicateFilter) Filter(metas map[int]*meta) {
	duplicates := map[int][]int{}
	for id, m := range metas {
		duplicates[m.resolution] = append(duplicates[m.resolution], id)
	}
	var wg sync.WaitGroup
	for _, ids := range duplicates {
		wg.Go(func() { f.filterForResolution(metas, ids) }) // missing: one lock around read and delete
	}
	wg.Wait()
}

func main() {
	metas := map[int]*meta{}
	for id := range 300 {
		metas[id] = &meta{resolution: id % 3}
	}
	(&DeduplicateFilter{}).Filter(metas)
	fmt.Println("blocks left:", len(metas))
}
