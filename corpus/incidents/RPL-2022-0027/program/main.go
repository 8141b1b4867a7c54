// Program main shows the crash of RPL-2022-0027 (incident.io): the entry point has a deferred recover,
// but the client library runs the callback for each message in a goroutine of its own, whose panic it
// cannot catch, and the whole process dies. It is a model written for this corpus, not the code of
// incident.io or of the Pub/Sub client.
package main

import (
	"context"
	"fmt"
	"time"
)

// Message is what the queue delivers.
type Message struct {
	ID   string
	Data map[string]*string
}

// Subscription stands for the client library.
type Subscription struct{ queue []*Message }

// Receive calls f for each message in a new goroutine until the context ends.
func (s *Subscription) Receive(ctx context.Context, f func(context.Context, *Message)) error {
	for _, m := range s.queue {
		go f(ctx, m)
	}
	<-ctx.Done()
	return ctx.Err()
}

// handleEvent cannot cope with a message without a name.
func handleEvent(_ context.Context, m *Message) {
	fmt.Println("handled", m.ID, "for", *m.Data["name"])
}

// worker is an entry point that is guarded, as it seems.
func worker(ctx context.Context, sub *Subscription) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("reported and carried on:", r)
		}
	}()
	sub.Receive(ctx, handleEvent)
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	poison := &Message{ID: "poison", Data: map[string]*string{}}
	worker(ctx, &Subscription{queue: []*Message{poison}})
	fmt.Println("web and cron go on")
}
