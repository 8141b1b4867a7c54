//go:build !wrong

package main

import (
	"log"
	"sync"
)

// UploadAll uploads all files at once and waits until that is done.
func UploadAll(files []string, upload func(file string) error) {
	var uploads sync.WaitGroup
	for _, file := range files {
		uploads.Add(1)
		go func() {
			defer uploads.Done() // the only Done for this Add
			if err := upload(file); err != nil {
				log.Print(err)
			}
		}()
	}
	uploads.Wait()
}
