package main

import (
	"fmt"
	"time"
)

func main() {
	queue := NewQueue()
	published := make(chan error)
	for _, event := range []string{"order paid", "order sent"} {
		go func() { published <- queue.Publish(event) }()
	}
	<-queue.events // the reader takes one event
	fmt.Println("publish:", <-published)
	time.Sleep(20 * time.Millisecond) // the other publisher waits for the reader
	queue.Close()                     // and the reader leaves
	fmt.Println("publish:", <-published)
}
