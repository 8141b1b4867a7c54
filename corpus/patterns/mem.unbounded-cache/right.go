//go:build !wrong

package main

import "sync"

const maxThumbs = 1000

// Thumbs holds the thumbnails that were rendered.
type Thumbs struct {
	mu    sync.Mutex
	byURL map[string][]byte
	ring  [maxThumbs]string // what is in byURL, and next points at the oldest
	next  int
}

// Get gives the thumbnail for a URL, and renders it when it is not there.
func (t *Thumbs) Get(url string, render func(string) []byte) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	if thumb, ok := t.byURL[url]; ok {
		return thumb
	}
	thumb := render(url)
	delete(t.byURL, t.ring[t.next]) // a new one takes the place of the oldest
	t.ring[t.next] = url
	t.next = (t.next + 1) % maxThumbs
	t.byURL[url] = thumb
	return thumb
}
