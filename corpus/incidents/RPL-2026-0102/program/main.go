// Program of RPL-2026-0102: an upload service that reads each body into memory as a whole. Small uploads are no
// matter; then 24 partners send 12 MiB each at the same time, and the process dies of its limit of 256 MiB.
//
// With -fixed a body is read in pieces, four at a time, and refused beyond 16 MiB.
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 102, Client: "lab-partner",
		Roles: map[string]func(*laboratory.Service){"lab-import": importer},
		Drive: drive,
	})
}

// checksumWhole reads the body into memory and then looks at it.
func checksumWhole(_ http.ResponseWriter, r *http.Request) (hash.Hash, int64, error) {
	content, err := io.ReadAll(r.Body) // as much memory as the sender likes, and more while it grows
	sum := sha256.New()
	sum.Write(content)
	return sum, int64(len(content)), err
}

// places limits how many bodies are read at the same time.
var places = make(chan struct{}, 4)

// checksumStreamed never holds more of the body than one piece.
func checksumStreamed(w http.ResponseWriter, r *http.Request) (hash.Hash, int64, error) {
	select {
	case places <- struct{}{}:
		defer func() { <-places }()
	case <-r.Context().Done():
		return nil, 0, r.Context().Err()
	}
	sum := sha256.New()
	size, err := io.Copy(sum, http.MaxBytesReader(w, r.Body, 16<<20))
	return sum, size, err
}

func importer(s *laboratory.Service) {
	checksum := checksumWhole
	if s.Fixed {
		checksum = checksumStreamed
	}
	var inFlight, bytesIn atomic.Int64
	go report(s, &inFlight, &bytesIn)
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inFlight.Add(1)
		defer inFlight.Add(-1)
		started := time.Now()
		sum, size, err := checksum(w, r)
		if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		} else if err != nil {
			s.Log.WarnContext(r.Context(), "upload broken", "error", err.Error())
			http.Error(w, "broken", http.StatusBadRequest)
			return
		}
		bytesIn.Add(size)
		s.Log.InfoContext(r.Context(), "imported", "bytes", size, "took", time.Since(started))
		fmt.Fprintf(w, "%x", sum.Sum(nil))
	}))
}

// report writes the state of the memory twenty times a second.
func report(s *laboratory.Service, inFlight, bytesIn *atomic.Int64) {
	for range time.Tick(50 * time.Millisecond) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		s.Log.Info("memory", "heap_alloc", m.HeapAlloc, "heap_sys", m.HeapSys, "next_gc", m.NextGC, "total_alloc", m.TotalAlloc,
			"num_gc", m.NumGC, "goroutines", runtime.NumGoroutine(), "in_flight", inFlight.Load(), "bytes_in", bytesIn.Load())
	}
}

// slowBody sends zeros in pieces, as a line of limited speed does.
type slowBody struct{ left int }

func (b *slowBody) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	time.Sleep(2 * time.Millisecond)
	n := min(len(p), b.left, 64<<10)
	clear(p[:n])
	b.left -= n
	return n, nil
}

func drive(l *laboratory.Lab) {
	deploy := "lab-import-r3"
	if l.Fixed {
		deploy = "lab-import-r4"
	}
	service := l.Start(laboratory.Spec{Role: "lab-import", Deploy: deploy, DataLimit: 256 << 20})
	client := &http.Client{Timeout: 9 * time.Second}
	var served, failed atomic.Int64
	upload := func(size int) {
		ids := l.NewIDs()
		ctx := ids.With(context.Background())
		started := time.Now()
		status, _, err := laboratory.Call(ctx, client, ids, http.MethodPost, service.URL+"/import", &slowBody{left: size})
		if err != nil || status != http.StatusOK {
			failed.Add(1)
			l.Log.ErrorContext(ctx, "upload failed", "size", size, "status", status, "took", time.Since(started), "error", fmt.Sprint(err))
			return
		}
		served.Add(1)
		l.Log.InfoContext(ctx, "uploaded", "size", size, "took", time.Since(started))
	}

	for range 60 { // ordinary traffic
		upload(256 << 10)
		time.Sleep(8 * time.Millisecond)
	}
	service.Capture("heap-flat.txt", "/debug/pprof/heap?gc=1&debug=1")
	l.Log.Warn("burst begins", "uploads", 24, "size", 12<<20)
	var burst sync.WaitGroup
	for range 24 {
		burst.Go(func() { upload(12 << 20) })
	}
	for n := range 3 {
		time.Sleep(150 * time.Millisecond)
		if service.Alive() {
			service.Capture(fmt.Sprintf("heap-burst-%d.txt", n+1), "/debug/pprof/heap?debug=1")
		}
	}
	burst.Wait()
	l.Log.Info("summary", "served", served.Load(), "failed", failed.Load(), "alive", service.Alive())
}
