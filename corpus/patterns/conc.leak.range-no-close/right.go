//go:build !wrong

package main

import "sync"

// Resize makes all images small, three at a time.
func Resize(images []string, resize func(image string)) {
	todo := make(chan string)
	var resized sync.WaitGroup
	resized.Add(len(images))
	for range 3 {
		go func() {
			for image := range todo {
				resize(image)
				resized.Done()
			}
		}()
	}
	for _, image := range images {
		todo <- image
	}
	close(todo) // no more images: the workers leave
	resized.Wait()
}
