package main

import (
	"errors"
	"fmt"
	"log"

	"fupan/patterns/internal/observe"
)

func main() {
	log.SetFlags(0)
	UploadAll([]string{"a.png"}, func(file string) error {
		return errors.New("upload " + file + ": connection reset")
	})
	if observe.Goroutines() == 0 { // those that are still about to end do so here
		fmt.Println("all uploads are over")
	}
}
