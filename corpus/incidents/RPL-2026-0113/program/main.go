// Program of RPL-2026-0113: orders asks stock with http.Get, which knows neither a timeout nor the request's context.
// Stock takes 16 requests without ever answering them and is well again after that; the 16 goroutines of orders, and
// their connections, stay.
//
// With -fixed the client has a timeout of 200 ms and gets the context of the request.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 113, Client: "lab-web",
		Roles: map[string]func(*laboratory.Service){"lab-orders": orders, "lab-stock": stock},
		Drive: drive,
	})
}

// inStock asks the service stock whether an article is there.
func inStock(r *http.Request, url string) (string, error) {
	response, err := http.Get(url) // waits for ever
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return string(body), err
}

var bounded = &http.Client{Timeout: 200 * time.Millisecond}

// inStockBounded asks for as long as the client waits, and for 200 ms at most.
func inStockBounded(r *http.Request, url string) (string, error) {
	_, body, err := laboratory.Call(r.Context(), bounded, laboratory.FromContext(r.Context()), http.MethodGet, url, nil)
	return string(body), err
}

func orders(s *laboratory.Service) {
	ask := inStock
	if s.Fixed {
		ask = inStockBounded
	}
	var inFlight atomic.Int64
	go func() {
		for range time.Tick(200 * time.Millisecond) {
			s.Log.Info("runtime", "in_flight", inFlight.Load(), "goroutines", runtime.NumGoroutine())
		}
	}()
	url := os.Getenv("STOCK_URL") + "/stock"
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inFlight.Add(1)
		defer inFlight.Add(-1)
		started := time.Now()
		answer, err := ask(r, url)
		if err != nil {
			s.Log.ErrorContext(r.Context(), "stock did not answer", "took", time.Since(started), "error", err.Error())
			http.Error(w, "stock", http.StatusGatewayTimeout)
			return
		}
		fmt.Fprint(w, answer)
	}))
}

// stock answers at once, but for requests 13 to 28, which it accepts and forgets.
func stock(s *laboratory.Service) {
	var seen atomic.Int64
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := seen.Add(1)
		if n == 13 || n == 29 {
			s.Log.Warn("stuck", "is", n == 13, "request", n)
		}
		if n >= 13 && n <= 28 {
			<-s.Stop
			return
		}
		fmt.Fprint(w, "7")
	}))
}

func drive(l *laboratory.Lab) {
	deploy := "lab-orders-r8"
	if l.Fixed {
		deploy = "lab-orders-r9"
	}
	downstream := l.Start(laboratory.Spec{Role: "lab-stock", Deploy: "lab-stock-r2"})
	service := l.Start(laboratory.Spec{Role: "lab-orders", Deploy: deploy, Env: []string{"STOCK_URL=" + downstream.URL}})
	client := &http.Client{Timeout: 500 * time.Millisecond}
	var work sync.WaitGroup
	var ok, failed atomic.Int64
	for n := 1; n <= 44; n++ {
		work.Go(func() {
			ids := l.NewIDs()
			ctx := ids.With(context.Background())
			started := time.Now()
			status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+"/order", nil)
			if err != nil || status != http.StatusOK {
				failed.Add(1)
				l.Log.ErrorContext(ctx, "no order", "n", n, "status", status, "took", time.Since(started), "error", fmt.Sprint(err))
				return
			}
			ok.Add(1)
			l.Log.InfoContext(ctx, "order", "n", n, "took", time.Since(started))
		})
		if n == 10 || n == 20 || n == 28 || n == 44 {
			service.Capture(fmt.Sprintf("goroutines-%d.txt", map[int]int{10: 1, 20: 2, 28: 3, 44: 4}[n]), "/debug/pprof/goroutine?debug=2")
		}
		time.Sleep(60 * time.Millisecond)
	}
	work.Wait()
	l.Log.Info("summary", "ok", ok.Load(), "failed", failed.Load())
	time.Sleep(time.Second)
	service.Capture("goroutines-5.txt", "/debug/pprof/goroutine?debug=2")
}
