// Command program models RPL-2018-0015: the reverse index of a range cache appends the same key for every
// repeated request. It is our model of the mechanism, not the code of etcd.
package main

import "fmt"

// cache keeps responses, bounded, and a reverse index from an interval to its keys, not bounded.
type cache struct {
	lru          map[string]string
	cachedRanges map[string][]string
}

// Add stores a response. The response replaces the earlier one; the key is appended once more.
func (c *cache) Add(key, resp string) {
	c.lru[key] = resp
	c.cachedRanges[key] = append(c.cachedRanges[key], key)
}

// set is the form of the fix: a set keeps each key once.
type set struct {
	lru          map[string]string
	cachedRanges map[string]map[string]struct{}
}

func (c *set) Add(key, resp string) {
	c.lru[key] = resp
	if c.cachedRanges[key] == nil {
		c.cachedRanges[key] = map[string]struct{}{}
	}
	c.cachedRanges[key][key] = struct{}{}
}

func main() {
	old := &cache{lru: map[string]string{}, cachedRanges: map[string][]string{}}
	fixed := &set{lru: map[string]string{}, cachedRanges: map[string]map[string]struct{}{}}
	for n := range 100_000 {
		old.Add("/registry/leases", "v1")
		fixed.Add("/registry/leases", "v1")
		if n == 0 || n == 999 || n == 99_999 {
			fmt.Printf("requests=%d cached responses=%d index entries: slice=%d set=%d\n", n+1, len(old.lru),
				len(old.cachedRanges["/registry/leases"]), len(fixed.cachedRanges["/registry/leases"]))
		}
	}
}
