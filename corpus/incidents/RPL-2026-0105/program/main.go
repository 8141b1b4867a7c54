// Program of RPL-2026-0105: one path of a handler returns without closing its rows, and each time the pool of five
// connections is smaller by one for ever. After the fifth every request waits in database/sql.(*DB).conn.
//
// With -fixed the rows are closed by a deferred call.
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
	"fupan/incidents/RPL-2026-0101/laboratory/slowdb"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 105, Client: "lab-web",
		Roles: map[string]func(*laboratory.Service){"lab-stock": stock},
		Drive: drive,
	})
}

var errDiscontinued = errors.New("article is discontinued")

// available reads the stock of an article.
func available(db *sql.DB, article string, fixed bool) (value string, err error) {
	rows, err := db.Query("SELECT count FROM stock WHERE article = '" + article + "'")
	if err != nil {
		return "", err
	}
	if fixed {
		defer rows.Close()
	}
	if article == "discontinued" {
		return "", errDiscontinued // the rows stay open, and the connection with them
	}
	for rows.Next() { // reading to the end closes them
		if err := rows.Scan(&value); err != nil {
			return "", err
		}
	}
	return value, rows.Err()
}

func stock(s *laboratory.Service) {
	database := &slowdb.Database{Takes: func(string) (time.Duration, int) { return 3 * time.Millisecond, 1 }}
	pool := database.Open()
	pool.SetMaxOpenConns(5)
	var discontinued atomic.Int64
	go func() {
		for range time.Tick(200 * time.Millisecond) {
			stats := pool.Stats()
			s.Log.Info("db", "queries_running", database.Running(), "open", stats.OpenConnections, "in_use", stats.InUse, "idle", stats.Idle,
				"max_open", stats.MaxOpenConnections, "wait_count", stats.WaitCount, "wait_duration", stats.WaitDuration,
				"discontinued", discontinued.Load(), "goroutines", runtime.NumGoroutine())
		}
	}()
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		value, err := available(pool, r.URL.Query().Get("article"), s.Fixed)
		switch {
		case errors.Is(err, errDiscontinued):
			discontinued.Add(1)
			s.Log.WarnContext(r.Context(), "refused", "error", err.Error(), "took", time.Since(started))
			http.Error(w, "gone", http.StatusGone)
		case err != nil:
			http.Error(w, "database", http.StatusServiceUnavailable)
		default:
			s.Log.InfoContext(r.Context(), "answered", "took", time.Since(started))
			fmt.Fprint(w, value)
		}
	}))
}

func drive(l *laboratory.Lab) {
	deploy := "lab-stock-r5"
	if l.Fixed {
		deploy = "lab-stock-r6"
	}
	service := l.Start(laboratory.Spec{Role: "lab-stock", Deploy: deploy})
	client := &http.Client{Timeout: 300 * time.Millisecond}
	var work sync.WaitGroup
	var served, gone, failed atomic.Int64
	for n := 1; n <= 100; n++ { // 33 requests a second, one in ten for a discontinued article
		article := fmt.Sprint("a-", n%7)
		if n%10 == 0 {
			article = "discontinued"
		}
		work.Go(func() {
			ids := l.NewIDs()
			ctx := ids.With(context.Background())
			started := time.Now()
			status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+"/stock?article="+article, nil)
			switch {
			case status == http.StatusOK:
				served.Add(1)
			case status == http.StatusGone:
				gone.Add(1)
			default:
				failed.Add(1)
				l.Log.ErrorContext(ctx, "no answer", "article", article, "status", status, "took", time.Since(started), "error", fmt.Sprint(err))
			}
		})
		if n == 25 || n == 60 || n == 95 {
			service.Capture(fmt.Sprintf("goroutines-%d.txt", 1+n/35), "/debug/pprof/goroutine?debug=2")
		}
		time.Sleep(30 * time.Millisecond)
	}
	work.Wait()
	l.Log.Info("summary", "served", served.Load(), "gone", gone.Load(), "failed", failed.Load())
}
