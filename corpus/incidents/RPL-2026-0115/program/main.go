// Program of RPL-2026-0115: gateway asks search, search asks three shards of index. Search starts a context of its own
// for the shards; when the client leaves after 300 ms, gateway stops, search does not, and index works on for nobody.
//
// With -fixed search passes on the context of its request.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 115, Client: "lab-browser",
		Roles: map[string]func(*laboratory.Service){"lab-gateway": gateway, "lab-search": search, "lab-index": index},
		Drive: drive,
	})
}

// span is one piece of work in a trace.
type span struct {
	Trace   string  `json:"trace_id"`
	ID      string  `json:"span_id"`
	Parent  string  `json:"parent_span_id"`
	Service string  `json:"service.name"`
	Deploy  string  `json:"deployment.id"`
	Name    string  `json:"name"`
	Start   string  `json:"start_time"`
	End     string  `json:"end_time"`
	TookMS  float64 `json:"duration_ms"`
	Status  string  `json:"status"`
	Request string  `json:"request_id"`
}

// tracer writes the spans of a service.
type tracer struct {
	service, deploy string
	mutex           sync.Mutex
	to              io.Writer
	number          atomic.Uint64
}

// begin starts a span below that of the caller and returns what ends it.
func (t *tracer) begin(ctx context.Context, name string) (context.Context, func(error)) {
	parent := laboratory.FromContext(ctx)
	own := parent
	own.Span = fmt.Sprintf("%s%08x", parent.Span[:8], uint64(len(t.service))<<24|t.number.Add(1))
	started := time.Now()
	return own.With(ctx), func(err error) {
		ended := time.Now()
		status := "ok"
		if err != nil {
			status = err.Error()
		}
		line, _ := json.Marshal(span{
			parent.Trace, own.Span, parent.Span, t.service, t.deploy, name, started.UTC().Format(laboratory.Clock), ended.UTC().Format(laboratory.Clock),
			float64(ended.Sub(started).Microseconds()) / 1000, status, parent.Request,
		})
		t.mutex.Lock()
		defer t.mutex.Unlock()
		_, _ = t.to.Write(append(line, '\n'))
	}
}

func newTracer(s *laboratory.Service, name string) *tracer {
	return &tracer{service: name, deploy: s.Deploy, to: s.Create("spans-" + name + ".jsonl")}
}

// call asks the next service with the ids of the context.
func call(ctx context.Context, client *http.Client, url string) error {
	status, _, err := laboratory.Call(ctx, client, laboratory.FromContext(ctx), http.MethodGet, url, nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("status %d", status)
	}
	return err
}

func gateway(s *laboratory.Service) {
	trace := newTracer(s, "lab-gateway")
	client := &http.Client{}
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, end := trace.begin(r.Context(), "GET /search")
		err := call(ctx, client, os.Getenv("SEARCH_URL")+"/search")
		end(err)
		if err != nil {
			s.Log.WarnContext(ctx, "search failed", "error", err.Error())
			http.Error(w, "search", http.StatusBadGateway)
		}
	}))
}

func search(s *laboratory.Service) {
	trace := newTracer(s, "lab-search")
	client := &http.Client{Timeout: 5 * time.Second}
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, end := trace.begin(r.Context(), "search")
		below := laboratory.FromContext(ctx).With(context.Background()) // the ids go on, the cancellation does not
		if s.Fixed {
			below = ctx
		}
		var err error
		for shard := range 3 {
			if err = call(below, client, fmt.Sprintf("%s/shard/%d", os.Getenv("INDEX_URL"), shard)); err != nil {
				break
			}
		}
		end(err)
		s.Log.InfoContext(ctx, "search done", "client_gone", r.Context().Err() != nil, "error", fmt.Sprint(err))
	}))
}

func index(s *laboratory.Service) {
	trace := newTracer(s, "lab-index")
	var working, completed, cancelled atomic.Int64
	go func() {
		for range time.Tick(200 * time.Millisecond) {
			s.Log.Info("load", "working", working.Load(), "completed", completed.Load(), "cancelled", cancelled.Load())
		}
	}()
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, end := trace.begin(r.Context(), "GET "+r.URL.Path)
		working.Add(1)
		defer working.Add(-1)
		select {
		case <-time.After(400 * time.Millisecond): // the work
			completed.Add(1)
			end(nil)
		case <-ctx.Done(): // index itself would stop
			cancelled.Add(1)
			end(ctx.Err())
		}
	}))
}

func drive(l *laboratory.Lab) {
	deploy := "lab-search-r27"
	if l.Fixed {
		deploy = "lab-search-r28"
	}
	shards := l.Start(laboratory.Spec{Role: "lab-index", Deploy: "lab-index-r9"})
	searcher := l.Start(laboratory.Spec{Role: "lab-search", Deploy: deploy, Env: []string{"INDEX_URL=" + shards.URL}})
	front := l.Start(laboratory.Spec{Role: "lab-gateway", Deploy: "lab-gateway-r12", Env: []string{"SEARCH_URL=" + searcher.URL}})
	client := &http.Client{}
	var work sync.WaitGroup
	for range 24 {
		work.Go(func() {
			ids := l.NewIDs()
			ctx, cancel := context.WithTimeout(ids.With(context.Background()), 300*time.Millisecond)
			defer cancel()
			started := time.Now()
			_, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, front.URL+"/search", nil)
			l.Log.InfoContext(ctx, "visitor has left", "took", time.Since(started), "error", fmt.Sprint(err))
		})
		time.Sleep(50 * time.Millisecond)
	}
	work.Wait()
	l.Log.Info("all visitors have left")
	searcher.Capture("goroutines-1.txt", "/debug/pprof/goroutine?debug=2")
	time.Sleep(500 * time.Millisecond)
	searcher.Capture("goroutines-2.txt", "/debug/pprof/goroutine?debug=2")
	time.Sleep(1500 * time.Millisecond)
	searcher.Capture("goroutines-3.txt", "/debug/pprof/goroutine?debug=2")
}
