package main

import (
	"errors"
	"fmt"
)

func connect() error { return errors.New("connect: connection refused") }

func main() {
	consumer := NewConsumer("orders")
	if err := connect(); err != nil {
		fmt.Printf("consumer %s not started: %v\n", consumer.name, err)
		consumer.Stop() // the way out after an error stops what there is
		fmt.Println("stopped cleanly")
		return
	}
	consumer.Start()
}
