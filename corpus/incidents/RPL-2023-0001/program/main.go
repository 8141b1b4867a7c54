//go:build go1.21

// Program main shows the wrong sync of RPL-2023-0001 (rmapi): the closure for each changed document
// copies the entry but captures the loop variable doc. The build line gives this file the language
// version 1.21, in which a loop has one variable for all its rounds. The goroutines start after the loop
// so that the result is the same in each run. It is a model written for this corpus, not rmapi code.
package main

import (
	"fmt"
	"os"
	"sync"
)

// Entry is what the server has.
type Entry struct{ id, hash string }

// BlobDoc is a local document.
type BlobDoc struct{ id, hash string }

// Mirror brings the document up to date with the entry.
func (d *BlobDoc) Mirror(e *Entry) string {
	d.hash = e.hash
	verdict := "right"
	if d.id != e.id {
		verdict = "WRONG"
	}
	return fmt.Sprintf("%s: entry of %s written to %s", verdict, e.id, d.id)
}

// HashTree holds the local documents.
type HashTree struct{ Docs []*BlobDoc }

// Mirror updates the changed documents in parallel.
func (t *HashTree) Mirror(entries map[string]*Entry) []string {
	var wg sync.WaitGroup
	loopDone := make(chan struct{})
	report := make([]string, len(t.Docs))
	for i, doc := range t.Docs {
		if entry, ok := entries[doc.id]; ok && entry.hash != doc.hash {
			i, e := i, entry
			wg.Add(1)
			go func() {
				defer wg.Done()
				<-loopDone
				report[i] = doc.Mirror(e)
			}()
		}
		select {
		default:
		}
	}
	close(loopDone)
	wg.Wait()
	return report
}

func main() {
	t := &HashTree{Docs: []*BlobDoc{{"letter", "1"}, {"contract", "1"}, {"diary", "1"}}}
	wrong := 0
	for _, line := range t.Mirror(map[string]*Entry{"letter": {"letter", "2"}, "contract": {"contract", "2"}, "diary": {"diary", "2"}}) {
		fmt.Println(line)
		if line[0] == 'W' {
			wrong++
		}
	}
	if wrong > 0 {
		os.Exit(1)
	}
}
