//go:build !wrong

package main

import "errors"

var errFree = errors.New("page is free already")

// Freelist holds the pages of a file that may be used again.
type Freelist struct {
	pages map[int]struct{} // a set: whether a page is in it takes the same time for any size
}

// Release gives a page back; a page that is free already is refused.
func (f *Freelist) Release(page int) error {
	if _, free := f.pages[page]; free {
		return errFree
	}
	if f.pages == nil {
		f.pages = map[int]struct{}{}
	}
	f.pages[page] = struct{}{}
	return nil
}

func fill(free *Freelist, stored int) {
	free.pages = make(map[int]struct{}, stored+releases)
	for page := range stored {
		free.pages[page] = struct{}{}
	}
}
