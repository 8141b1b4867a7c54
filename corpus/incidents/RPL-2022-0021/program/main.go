// Program main shows the leak of RPL-2022-0021 (Boulder CRL updater): tickShard opens two streams with
// the caller's context, one fails, and tickShard returns without reading or cancelling the other. It is
// a model written for this corpus, not Boulder or gRPC code.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// clientStream lives until its context ends or its reader is done, as a gRPC stream does.
type clientStream struct{ messages chan []byte }

func newStream(ctx context.Context) *clientStream {
	s := &clientStream{messages: make(chan []byte)}
	go s.receiveLoop(ctx)
	return s
}

func (s *clientStream) receiveLoop(ctx context.Context) {
	for {
		select {
		case s.messages <- []byte("revoked certificate"):
		case <-ctx.Done():
			return
		}
	}
}

type crlUpdater struct{ sa func() error }

// tickShard asks two services.
func (cu *crlUpdater) tickShard(ctx context.Context, shard int) error {
	caStream := newStream(ctx)
	if err := cu.sa(); err != nil {
		return fmt.Errorf("shard %d: %w", shard, err)
	}
	<-caStream.messages
	return nil
}

func main() {
	ctx := context.Background()
	cu := &crlUpdater{sa: func() error { return errors.New("sa: unavailable") }}
	for shard := range 4 {
		fmt.Println(cu.tickShard(ctx, shard))
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Println("goroutines after 4 failed shards:", runtime.NumGoroutine())
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
