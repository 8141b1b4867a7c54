package main

import (
	"context"
	"log"
	"os"
	"time"

	"fupan/patterns/internal/observe"
)

// keepLease renews the lease that says which instance may write.
func keepLease(ctx context.Context) {
	for ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
}

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	orders := make(chan string, 4)
	for _, order := range []string{"order 7", "order without a customer", "order 9", "order without a price"} {
		orders <- order
	}
	close(orders)
	Sync(ctx, orders, func(order string) {
		if len(order) > len("order 7") {
			panic("cannot handle " + order)
		}
		log.Println("handled", order)
	})
	observe.Goroutines()
}
