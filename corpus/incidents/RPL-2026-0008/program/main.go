// Program main reproduces RPL-2026-0008 (sarama): abort sends to a partition consumer whose channel its shutdown
// has closed. The panic ends the goroutine of abort, and a handler of panics keeps the process alive, so its partner,
// the subscription manager, waits for ever for an input and a reader that no longer exist. This is our model, not the
// project's code.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

type partitionConsumer struct{ trigger chan struct{} }

type brokerConsumer struct {
	input            chan *partitionConsumer
	newSubscriptions chan []*partitionConsumer
	subscriptions    []*partitionConsumer
}

func withRecover(fn func()) {
	defer func() {
		if err := recover(); err != nil {
			fmt.Fprintln(os.Stderr, "PanicHandler:", err)
		}
	}()
	fn()
}

func (bc *brokerConsumer) subscriptionManager() {
	for {
		select {
		case pc, ok := <-bc.input:
			if !ok {
				return
			}
			bc.subscriptions = append(bc.subscriptions, pc)
		case bc.newSubscriptions <- nil:
		}
	}
}

// subscriptionConsumer reads newSubscriptions until the broker fails.
func (bc *brokerConsumer) subscriptionConsumer() {
	<-bc.newSubscriptions
	bc.abort()
}

func (bc *brokerConsumer) abort() {
	for _, child := range bc.subscriptions {
		child.trigger <- struct{}{}
	}
}

func main() {
	child := &partitionConsumer{trigger: make(chan struct{}, 1)}
	close(child.trigger) // the dispatcher of this partition has shut down
	bc := &brokerConsumer{
		input:            make(chan *partitionConsumer),
		newSubscriptions: make(chan []*partitionConsumer),
		subscriptions:    []*partitionConsumer{child},
	}
	go withRecover(bc.subscriptionManager)
	go withRecover(bc.subscriptionConsumer)
	time.Sleep(200 * time.Millisecond)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
