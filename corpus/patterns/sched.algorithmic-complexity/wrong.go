//go:build wrong

package main

import (
	"errors"
	"slices"
)

var errFree = errors.New("page is free already")

// Freelist holds the pages of a file that may be used again.
type Freelist struct {
	pages []int
}

// Release gives a page back; a page that is free already is refused.
func (f *Freelist) Release(page int) error {
	if slices.Contains(f.pages, page) { // looks at every free page: each release takes longer as the list grows
		return errFree
	}
	f.pages = append(f.pages, page)
	return nil
}

func fill(free *Freelist, stored int) {
	for page := range stored {
		free.pages = append(free.pages, page)
	}
}
