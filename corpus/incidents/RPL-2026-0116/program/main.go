// Program of RPL-2026-0116: a deployment switches the log level to debug. Each line is written under one mutex into a
// pipe whose reader, a log shipper, takes 600 kB a second; when the pipe is full, the request that holds the mutex waits for
// the shipper and all the others wait for the mutex.
//
// With -fixed lines go into a queue of 1024 and are counted and dropped where it is full; nobody waits.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 116, Client: "lab-app",
		Roles: map[string]func(*laboratory.Service){"lab-profile": profile},
		Drive: drive,
	})
}

// accessLog is the log that the requests of the service write.
type accessLog struct {
	mutex   sync.Mutex
	to      *os.File
	debug   bool
	queue   chan string // nil: written at once
	dropped atomic.Int64
}

// Debug writes a line where the level is debug.
func (l *accessLog) Debug(line string) {
	if !l.debug {
		return
	}
	if l.queue != nil {
		select {
		case l.queue <- line:
		default:
			l.dropped.Add(1)
		}
		return
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	_, _ = l.to.WriteString(line) // held until the shipper has made room
}

// drain writes what is queued.
func (l *accessLog) drain() {
	for line := range l.queue {
		_, _ = l.to.WriteString(line)
	}
}

// ship reads the log at 600 kB a second and throws it away.
func ship(from *os.File, shipped *atomic.Int64) {
	piece := make([]byte, 6000)
	for {
		n, err := from.Read(piece)
		if err != nil {
			return
		}
		shipped.Add(int64(n))
		time.Sleep(10 * time.Millisecond)
	}
}

func profile(s *laboratory.Service) {
	runtime.SetMutexProfileFraction(1)
	runtime.SetBlockProfileRate(1_000_000) // waits of a millisecond and more
	reader, writer, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	log := &accessLog{to: writer, debug: os.Getenv("LOG_LEVEL") == "debug"}
	if s.Fixed {
		log.queue = make(chan string, 1024)
		go log.drain()
	}
	var shipped, inFlight atomic.Int64
	go ship(reader, &shipped)
	go func() {
		sample := []metrics.Sample{{Name: "/sync/mutex/wait/total:seconds"}}
		for range time.Tick(200 * time.Millisecond) {
			metrics.Read(sample)
			s.Log.Info("runtime", "level", os.Getenv("LOG_LEVEL"), "in_flight", inFlight.Load(), "mutex_wait_total_s", float64(int(sample[0].Value.Float64()*1000))/1000,
				"shipped_bytes", shipped.Swap(0), "dropped_lines", log.dropped.Load(), "goroutines", runtime.NumGoroutine())
		}
	}()
	detail := strings.Repeat("x", 180)
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inFlight.Add(1)
		defer inFlight.Add(-1)
		ids := laboratory.FromContext(r.Context())
		for field := range 25 {
			log.Debug(fmt.Sprintf("DEBUG request_id=%s field=%d value=%s\n", ids.Request, field, detail))
		}
		fmt.Fprint(w, "ok")
	}))
}

func drive(l *laboratory.Lab) {
	client := laboratory.Client(400 * time.Millisecond)
	phase := func(deploy, level string, requests int, capture bool) {
		service := l.Start(laboratory.Spec{Role: "lab-profile", Deploy: deploy, Env: []string{"LOG_LEVEL=" + level}})
		l.Write("config-"+deploy[len("lab-profile-"):]+".env", []byte("LOG_LEVEL="+level+"\n"))
		time.Sleep(100 * time.Millisecond)
		var latencies laboratory.Latencies
		var failed, next atomic.Int64
		var work sync.WaitGroup
		for range 10 {
			work.Go(func() {
				for next.Add(1) <= int64(requests) {
					ids := l.NewIDs()
					ctx := ids.With(context.Background())
					started := time.Now()
					status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+"/profile", nil)
					took := time.Since(started)
					latencies.Add(took)
					if err != nil || status != http.StatusOK {
						failed.Add(1)
						l.Log.ErrorContext(ctx, "no profile", "of", deploy, "took", took, "error", fmt.Sprint(err))
					} else if n := latencies.Number(); n%25 == 0 {
						l.Log.InfoContext(ctx, "profile", "of", deploy, "took", took)
					}
					time.Sleep(10 * time.Millisecond)
				}
			})
		}
		if capture {
			for n := range 3 {
				time.Sleep(500 * time.Millisecond)
				service.Capture(fmt.Sprintf("goroutines-%d.txt", n+1), "/debug/pprof/goroutine?debug=2")
			}
			service.Capture("mutex.txt", "/debug/pprof/mutex?debug=1")
			service.Capture("mutex.pb.gz", "/debug/pprof/mutex")
			service.Capture("block.txt", "/debug/pprof/block?debug=1")
		}
		work.Wait()
		l.Log.Info("phase", append([]any{"deploy_id", deploy, "level", level, "failed", failed.Load()}, latencies.Attrs()...)...)
		service.Stop()
	}
	first := 50
	if l.Fixed {
		first = 60
	}
	phase(fmt.Sprintf("lab-profile-r%d", first), "info", 300, false)
	phase(fmt.Sprintf("lab-profile-r%d", first+1), "debug", 300, true)
}
