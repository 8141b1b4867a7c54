// Program of RPL-2026-0104: a handler that queries the database without the context of its request. A report has no
// index to use and takes a second; its clients leave after 250 ms, the queries go on, and the pool of eight
// connections belongs to people who are no longer there.
//
// With -fixed the query gets the context of the request.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
	"fupan/incidents/RPL-2026-0101/laboratory/slowdb"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 104, Client: "lab-backoffice",
		Roles: map[string]func(*laboratory.Service){"lab-orders": orders},
		Drive: drive,
	})
}

// store asks the database.
type store struct {
	db    *sql.DB
	fixed bool
}

// Lookup runs a query and returns its value. The comment joins the database's slow log with ours.
func (s *store) Lookup(ctx context.Context, query string) (value string, err error) {
	ids := laboratory.FromContext(ctx)
	query = fmt.Sprintf("%s /* request_id=%s trace_id=%s */", query, ids.Request, ids.Trace)
	if s.fixed {
		err = s.db.QueryRowContext(ctx, query).Scan(&value)
	} else {
		err = s.db.QueryRow(query).Scan(&value) // nobody can call this query off
	}
	return value, err
}

func orders(s *laboratory.Service) {
	database := &slowdb.Database{Slow: 200 * time.Millisecond, Log: s.Create("slow-query.log")}
	database.Takes = func(query string) (time.Duration, int) {
		if strings.Contains(query, "LOWER(email)") {
			return time.Second, 1_200_000 // no index on LOWER(email): the whole table
		}
		return 4 * time.Millisecond, 1
	}
	pool := database.Open()
	pool.SetMaxOpenConns(8)
	store := &store{db: pool, fixed: s.Fixed}
	var inFlight, clientGone atomic.Int64
	go func() {
		for range time.Tick(200 * time.Millisecond) {
			stats := pool.Stats()
			s.Log.Info("db", "queries_running", database.Running(), "in_use", stats.InUse, "max_open", stats.MaxOpenConnections,
				"wait_count", stats.WaitCount, "wait_duration", stats.WaitDuration, "in_flight", inFlight.Load(),
				"client_gone", clientGone.Load(), "goroutines", runtime.NumGoroutine())
		}
	}()
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inFlight.Add(1)
		defer inFlight.Add(-1)
		started := time.Now()
		left := context.AfterFunc(r.Context(), func() { clientGone.Add(1) })
		query := "SELECT status FROM orders WHERE id = 17"
		if r.URL.Path == "/report" {
			query = "SELECT SUM(total) FROM orders WHERE LOWER(email) = 'a@example.org'"
		}
		value, err := store.Lookup(r.Context(), query)
		if !left() {
			clientGone.Add(-1)
		}
		switch {
		case r.Context().Err() != nil:
			s.Log.WarnContext(r.Context(), "answer for a client that has left", "path", r.URL.Path, "took", time.Since(started), "error", fmt.Sprint(err))
		case err != nil:
			s.Log.ErrorContext(r.Context(), "query failed", "path", r.URL.Path, "took", time.Since(started), "error", err.Error())
			http.Error(w, "database", http.StatusServiceUnavailable)
		default:
			s.Log.InfoContext(r.Context(), "answered", "path", r.URL.Path, "took", time.Since(started))
			fmt.Fprint(w, value)
		}
	}))
}

func drive(l *laboratory.Lab) {
	deploy := "lab-orders-r21"
	if l.Fixed {
		deploy = "lab-orders-r22"
	}
	service := l.Start(laboratory.Spec{Role: "lab-orders", Deploy: deploy})
	client := &http.Client{Timeout: 250 * time.Millisecond}
	var work sync.WaitGroup
	var ok, failed [2]atomic.Int64
	paths := [2]string{"/order", "/report"}
	ask := func(kind int) {
		ids := l.NewIDs()
		ctx := ids.With(context.Background())
		started := time.Now()
		status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+paths[kind], nil)
		if err != nil || status != http.StatusOK {
			failed[kind].Add(1)
			l.Log.ErrorContext(ctx, "no answer", "path", paths[kind], "status", status, "took", time.Since(started), "error", fmt.Sprint(err))
			return
		}
		ok[kind].Add(1)
		l.Log.InfoContext(ctx, "answer", "path", paths[kind], "took", time.Since(started))
	}
	for n := range 60 { // 30 requests a second; reports come after the first half second
		kind := 0
		if n > 15 && n%2 == 0 {
			kind = 1
		}
		work.Go(func() { ask(kind) })
		time.Sleep(33 * time.Millisecond)
		if n == 12 || n == 35 {
			service.Capture(fmt.Sprintf("goroutines-%d.txt", 1+n/30), "/debug/pprof/goroutine?debug=2")
		}
	}
	work.Wait()
	l.Log.Info("all clients have left", "order_ok", ok[0].Load(), "order_failed", failed[0].Load(), "report_ok", ok[1].Load(), "report_failed", failed[1].Load())
	service.Capture("goroutines-3.txt", "/debug/pprof/goroutine?debug=2")
	time.Sleep(1700 * time.Millisecond)
	service.Capture("goroutines-4.txt", "/debug/pprof/goroutine?debug=2")
}
