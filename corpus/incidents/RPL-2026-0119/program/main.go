// Program of RPL-2026-0119: a deployment sets GOMEMLIMIT to 40 MiB for a service that keeps some 36 MiB alive. The runtime
// keeps the limit as long as it can, which means collection after collection.
//
// With -fixed the limit is 128 MiB, which leaves room above what is alive.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 119, Client: "lab-site",
		Roles: map[string]func(*laboratory.Service){"lab-session": sessions},
		Drive: drive,
	})
}

// session is what the service keeps of a visitor.
type session struct {
	id    string
	pages []string
	last  *session
}

// load makes the sessions that are always there.
func load(number int) []*session {
	all := make([]*session, number)
	for i := range all {
		all[i] = &session{id: strconv.Itoa(i), pages: []string{"page-" + strconv.Itoa(i%97), "page-" + strconv.Itoa(i%89)}}
		if i > 0 {
			all[i].last = all[i-1]
		}
	}
	return all
}

func sessions(s *laboratory.Service) {
	all := load(330_000)
	s.Log.Info("loaded", "gomemlimit", debug.SetMemoryLimit(-1), "gogc", os.Getenv("GOGC"), "sessions", len(all))
	go report(s)
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, _ := strconv.Atoi(r.URL.Query().Get("from"))
		answer := []byte{}
		for i := range 200 {
			visit := all[(from*31+i*101)%len(all)]
			answer = fmt.Appendf(answer, "%s,%s;", visit.id, visit.pages[0])
		}
		page := make([]byte, 64<<10) // the page around it
		copy(page, answer)
		_, _ = w.Write(page[:len(answer)])
	}))
}

// report writes what the collector does four times a second.
func report(s *laboratory.Service) {
	samples := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}, {Name: "/cpu/classes/user:cpu-seconds"}, {Name: "/gc/limiter/last-enabled:gc-cycle"}}
	var gcBefore, userBefore float64
	var before runtime.MemStats
	for range time.Tick(250 * time.Millisecond) {
		metrics.Read(samples)
		gc, user := samples[0].Value.Float64(), samples[1].Value.Float64()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		s.Log.Info("gc", "cycles", m.NumGC-before.NumGC, "heap_alloc", m.HeapAlloc, "next_gc", m.NextGC, "sys", m.Sys-m.HeapReleased,
			"allocated", m.TotalAlloc-before.TotalAlloc, "gc_cpu_ms", int((gc-gcBefore)*1000), "user_cpu_ms", int((user-userBefore)*1000),
			"limiter_last_cycle", samples[2].Value.Uint64())
		gcBefore, userBefore, before = gc, user, m
	}
}

func drive(l *laboratory.Lab) {
	client := laboratory.Client(time.Second)
	phase := func(deploy, limit string) {
		l.Write("config-"+deploy[len("lab-session-"):]+".env", []byte("GOMEMLIMIT="+limit+"\n"))
		service := l.Start(laboratory.Spec{Role: "lab-session", Deploy: deploy, Debug: "gctrace=1", Env: []string{"GOMEMLIMIT=" + limit}})
		time.Sleep(700 * time.Millisecond)
		var next atomic.Int64
		var latencies laboratory.Latencies
		var work sync.WaitGroup
		until := time.Now().Add(1500 * time.Millisecond)
		for range 4 {
			work.Go(func() {
				for time.Now().Before(until) {
					n := next.Add(1)
					ids := l.NewIDs()
					ctx := ids.With(context.Background())
					started := time.Now()
					status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, fmt.Sprintf("%s/session?from=%d", service.URL, n), nil)
					took := time.Since(started)
					latencies.Add(took)
					if err != nil || status != http.StatusOK {
						l.Log.ErrorContext(ctx, "no session", "of", deploy, "took", took, "error", fmt.Sprint(err))
					} else if n%25 == 0 {
						l.Log.InfoContext(ctx, "session", "of", deploy, "took", took)
					}
					time.Sleep(6 * time.Millisecond)
				}
			})
		}
		work.Wait()
		l.Log.Info("phase", append([]any{"deploy_id", deploy, "gomemlimit", limit}, latencies.Attrs()...)...)
		service.Stop()
	}
	if l.Fixed {
		phase("lab-session-r73", "128MiB")
		return
	}
	phase("lab-session-r71", "off")
	phase("lab-session-r72", "40MiB")
}
