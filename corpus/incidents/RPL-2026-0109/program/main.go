// Program of RPL-2026-0109: each reload of the configuration starts a new refresher, a goroutine that loops over
// ticker.C. The old one is "stopped" with Ticker.Stop, which does not close the channel: the goroutine stays, and the
// snapshot that it holds stays with it.
//
// With -fixed the refresher listens to a context as well, which the reload cancels.
package main

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 109, Client: "lab-config-push",
		Roles: map[string]func(*laboratory.Service){"lab-router": router},
		Drive: drive,
	})
}

// table is a routing table: 256 KiB that a refresher holds.
type table struct {
	version int
	routes  [256 << 10]byte
}

// refresher keeps a table fresh until it is stopped.
type refresher struct {
	ticker *time.Ticker
	cancel context.CancelFunc
}

func (r *refresher) stop() {
	r.ticker.Stop()
	r.cancel()
}

// startRefresher starts the goroutine that looks after a table.
func startRefresher(t *table, fixed bool, beats *atomic.Int64) *refresher {
	ctx, cancel := context.WithCancel(context.Background())
	r := &refresher{time.NewTicker(20 * time.Millisecond), cancel}
	if fixed {
		go refreshUntil(ctx, r.ticker, t, beats)
	} else {
		go refreshForever(r.ticker, t, beats)
	}
	return r
}

func refreshForever(ticker *time.Ticker, t *table, beats *atomic.Int64) {
	for range ticker.C { // Stop does not close C: this never ends
		t.routes[beats.Add(1)%int64(len(t.routes))]++
	}
}

func refreshUntil(ctx context.Context, ticker *time.Ticker, t *table, beats *atomic.Int64) {
	for {
		select {
		case <-ticker.C:
			t.routes[beats.Add(1)%int64(len(t.routes))]++
		case <-ctx.Done():
			return
		}
	}
}

func router(s *laboratory.Service) {
	var mutex sync.Mutex
	var reloads int
	var beats atomic.Int64
	current := startRefresher(&table{}, s.Fixed, &beats)
	go func() {
		for range time.Tick(250 * time.Millisecond) {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			mutex.Lock()
			s.Log.Info("runtime", "reloads", reloads, "goroutines", runtime.NumGoroutine(), "heap_alloc", m.HeapAlloc, "num_gc", m.NumGC, "beats", beats.Swap(0))
			mutex.Unlock()
		}
	}()
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mutex.Lock()
		defer mutex.Unlock()
		current.stop()
		reloads++
		current = startRefresher(&table{version: reloads}, s.Fixed, &beats)
		if reloads%10 == 0 {
			s.Log.InfoContext(r.Context(), "reloaded", "reloads", reloads)
		}
		fmt.Fprint(w, reloads)
	}))
}

func drive(l *laboratory.Lab) {
	deploy := "lab-router-r17"
	if l.Fixed {
		deploy = "lab-router-r18"
	}
	service := l.Start(laboratory.Spec{Role: "lab-router", Deploy: deploy})
	client := &http.Client{Timeout: time.Second}
	for n := 1; n <= 120; n++ {
		ids := l.NewIDs()
		if _, _, err := laboratory.Call(context.Background(), client, ids, http.MethodPost, service.URL+"/-/reload", nil); err != nil {
			l.Log.ErrorContext(ids.With(context.Background()), "reload failed", "error", err.Error())
		}
		if n%40 == 0 {
			service.Capture(fmt.Sprintf("goroutines-%d.txt", n/40), "/debug/pprof/goroutine?debug=2")
			service.Capture(fmt.Sprintf("goroutines-%d-debug1.txt", n/40), "/debug/pprof/goroutine?debug=1")
		}
		time.Sleep(25 * time.Millisecond)
	}
	service.Capture("heap-end.txt", "/debug/pprof/heap?gc=1&debug=1")
	service.Capture("heap-end.pb.gz", "/debug/pprof/heap?gc=1")
	time.Sleep(300 * time.Millisecond)
}
