// Program main shows the leak of RPL-2022-0025 (go-memdb under Consul): watchMany starts a helper for
// each chunk of channels with the context of the whole query. One chunk fires, watchMany returns, and
// the other helpers stay until the query ends; the query calls it in a loop. It is a model written for
// this corpus, not go-memdb or Consul code.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

const aFew = 4

// WatchSet is a set of channels that are closed when something changes.
type WatchSet []<-chan struct{}

func watchFew(ctx context.Context, ch []<-chan struct{}) error {
	select {
	case <-ch[0]:
	case <-ch[1]:
	case <-ch[2]:
	case <-ch[3]:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

// watchMany returns when the first chunk fires.
func (w WatchSet) watchMany(ctx context.Context) {
	triggerCh := make(chan struct{}, 1)
	for i := 0; i < len(w); i += aFew {
		go func() {
			if watchFew(ctx, w[i:i+aFew]) == nil {
				select {
				case triggerCh <- struct{}{}:
				default:
				}
			}
		}()
	}
	select {
	case <-triggerCh:
	case <-ctx.Done():
	}
}

// blockingQuery watches again and again, because the changes do not concern it.
func blockingQuery(ctx context.Context, rounds int) {
	for round := 1; round <= rounds; round++ {
		var ws WatchSet
		changed := make(chan struct{})
		ws = append(ws, changed)
		for range 399 {
			ws = append(ws, make(chan struct{}))
		}
		time.AfterFunc(10*time.Millisecond, func() { close(changed) })
		ws.watchMany(ctx)
		fmt.Printf("round %d: %4d goroutines\n", round, runtime.NumGoroutine())
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	blockingQuery(ctx, 10)
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 1)
	cancel()
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("query ended: %d goroutines\n", runtime.NumGoroutine())
}
