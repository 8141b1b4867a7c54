// Program of RPL-2026-0103: a search service with an index of 24 MiB in small pieces, whose handler builds its answer
// by adding strings. The index has to be marked in each cycle, and the garbage of a few requests starts the next
// cycle: the collector takes the CPU that the requests need.
//
// With -fixed the answer is written into a reused buffer; nothing else changes.
package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"runtime"
	"runtime/metrics"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 103, Client: "lab-frontend",
		Roles: map[string]func(*laboratory.Service){"lab-suggest": suggest},
		Drive: drive,
	})
}

// word is one entry of the index: small objects full of pointers, which the collector follows one by one.
type word struct {
	text string
	next *word
	hits []*word
}

func buildIndex(words int) []*word {
	index := make([]*word, words)
	for i := range index {
		index[i] = &word{text: "word-" + strconv.Itoa(i), hits: make([]*word, 4)}
		if i > 0 {
			index[i].next = index[i-1]
			index[i].hits[0] = index[i/2]
		}
	}
	return index
}

// answerAdded adds strings: each += copies all that was there before.
func answerAdded(index []*word, from int) []byte {
	answer := ""
	for i := range 400 {
		answer += index[(from+i*37)%len(index)].text + "," // 400 copies, 1 MiB of garbage for 5 KiB of answer
	}
	return []byte(answer)
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// answerBuffered writes into a buffer that the next request uses again.
func answerBuffered(index []*word, from int, send func([]byte)) {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	for i := range 400 {
		buffer.WriteString(index[(from+i*37)%len(index)].text)
		buffer.WriteByte(',')
	}
	send(buffer.Bytes())
}

func suggest(s *laboratory.Service) {
	index := buildIndex(200_000)
	go report(s)
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, _ := strconv.Atoi(r.URL.Query().Get("from"))
		started := time.Now()
		if s.Fixed {
			answerBuffered(index, from, func(b []byte) { _, _ = w.Write(b) })
		} else {
			_, _ = w.Write(answerAdded(index, from))
		}
		if from%40 == 0 {
			s.Log.InfoContext(r.Context(), "answered", "from", from, "took", time.Since(started))
		}
	}))
}

// report writes the collector's share of the CPU four times a second.
func report(s *laboratory.Service) {
	samples := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}, {Name: "/cpu/classes/user:cpu-seconds"}}
	var gcBefore, userBefore float64
	var before runtime.MemStats
	for range time.Tick(250 * time.Millisecond) {
		metrics.Read(samples)
		gc, user := samples[0].Value.Float64(), samples[1].Value.Float64()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		s.Log.Info("gc", "cycles", m.NumGC-before.NumGC, "allocated", m.TotalAlloc-before.TotalAlloc, "heap_alloc", m.HeapAlloc,
			"next_gc", m.NextGC, "pause_total_us", (m.PauseTotalNs-before.PauseTotalNs)/1000,
			"gc_cpu_ms", int((gc-gcBefore)*1000), "user_cpu_ms", int((user-userBefore)*1000))
		gcBefore, userBefore, before = gc, user, m
	}
}

func drive(l *laboratory.Lab) {
	deploy := "lab-suggest-r12"
	if l.Fixed {
		deploy = "lab-suggest-r13"
	}
	service := l.Start(laboratory.Spec{Role: "lab-suggest", Deploy: deploy, Debug: "gctrace=1"})
	transport := &http.Transport{MaxIdleConnsPerHost: 8}
	client := &http.Client{Timeout: 2 * time.Second, Transport: transport}
	time.Sleep(400 * time.Millisecond)
	var next atomic.Int64
	var latencies laboratory.Latencies
	var work sync.WaitGroup
	until := time.Now().Add(2 * time.Second)
	for range 6 {
		work.Go(func() {
			for time.Now().Before(until) {
				n := next.Add(1)
				ids := l.NewIDs()
				ctx := ids.With(context.Background())
				started := time.Now()
				status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, fmt.Sprintf("%s/suggest?from=%d", service.URL, n), nil)
				took := time.Since(started)
				latencies.Add(took)
				if err != nil || status != http.StatusOK {
					l.Log.ErrorContext(ctx, "suggest failed", "from", n, "took", took, "error", fmt.Sprint(err))
				} else if n%40 == 0 {
					l.Log.InfoContext(ctx, "suggested", "from", n, "took", took)
				}
				time.Sleep(3 * time.Millisecond)
			}
		})
	}
	time.Sleep(time.Second)
	service.Capture("allocs.pb.gz", "/debug/pprof/allocs")
	service.Capture("allocs.txt", "/debug/pprof/allocs?debug=1")
	work.Wait()
	l.Log.Info("summary", latencies.Attrs()...)
}
