package main

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"time"
)

// ship ships the order in a moment, or takes it back where the context ends before that.
func ship(ctx context.Context, order string) <-chan error {
	result := make(chan error, 1)
	go func() {
		select {
		case <-time.After(20 * time.Millisecond):
			result <- nil
		case <-ctx.Done():
			time.Sleep(20 * time.Millisecond)
			result <- fmt.Errorf("%s taken back: %w", order, ctx.Err())
		}
	}()
	return result
}

// main runs the test and another one after it, as the program that `go test` builds does.
func main() {
	testing.Init()
	flag.Parse()
	if err := flag.Set("test.v", "true"); err != nil {
		panic(err)
	}
	testing.Main(
		func(_, _ string) (bool, error) { return true, nil },
		[]testing.InternalTest{
			{Name: "TestShip", F: TestShip},
			{Name: "TestRefund", F: func(*testing.T) { time.Sleep(100 * time.Millisecond) }},
		},
		nil, nil,
	)
}
