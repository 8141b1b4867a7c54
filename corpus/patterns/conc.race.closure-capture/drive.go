package main

import (
	"errors"
	"fmt"
	"time"
)

func main() {
	store := func() error { return nil }
	index := func() error {
		time.Sleep(10 * time.Millisecond)
		return errors.New("index is read-only")
	}
	fmt.Println("publish:", Publish(store, index))
}
