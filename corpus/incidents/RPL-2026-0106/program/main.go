// Program of RPL-2026-0106: clients that send each attempt again at once, up to five times, against a service that can
// do 40 requests a second. A pause of half a second is enough: the attempts multiply the load, the service works for
// clients that have given up, and it does not come back although the pause is long over.
//
// With -fixed the clients wait longer and longer between attempts, with chance in it, and may retry one request in ten.
package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 106, Client: "lab-checkout",
		Roles: map[string]func(*laboratory.Service){"lab-inventory": inventory},
		Drive: drive,
	})
}

// inventory has two workers that need 50 ms for a request: 40 requests a second. Who comes when both are busy waits.
func inventory(s *laboratory.Service) {
	workers := make(chan struct{}, 2)
	var arrived, waiting, finished, wasted atomic.Int64
	go func() {
		for range time.Tick(250 * time.Millisecond) {
			s.Log.Info("load", "arrived", arrived.Swap(0), "waiting", waiting.Load(), "finished", finished.Swap(0), "wasted", wasted.Swap(0))
		}
	}()
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/pause" { // both workers stand still for half a second
			for range cap(workers) {
				workers <- struct{}{}
			}
			s.Log.Warn("pause begins")
			time.Sleep(500 * time.Millisecond)
			for range cap(workers) {
				<-workers
			}
			s.Log.Warn("pause is over")
			return
		}
		arrived.Add(1)
		waiting.Add(1)
		workers <- struct{}{}
		waiting.Add(-1)
		time.Sleep(50 * time.Millisecond)
		<-workers
		if r.Context().Err() != nil {
			wasted.Add(1) // nobody waits for this any more
			return
		}
		finished.Add(1)
		fmt.Fprint(w, "reserved")
	}))
}

// policy says whether and when an attempt is sent again.
type policy struct {
	attempts int
	wait     func(attempt int) time.Duration
	mutex    sync.Mutex
	budget   float64 // retries that may be sent now; each request earns some
	earned   float64
}

func (p *policy) request() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.budget = min(p.budget+p.earned, 5)
}

func (p *policy) mayRetry() bool {
	if p.earned == 0 {
		return true
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.budget < 1 {
		return false
	}
	p.budget--
	return true
}

func drive(l *laboratory.Lab) {
	retry, deploy := &policy{attempts: 5, wait: func(int) time.Duration { return 0 }}, "lab-checkout-r14"
	if l.Fixed {
		deploy = "lab-checkout-r15"
		retry = &policy{attempts: 3, earned: 0.1, wait: func(attempt int) time.Duration {
			return time.Duration(rand.Int64N(int64(100*time.Millisecond) << attempt))
		}}
	}
	log := l.Log.With("deploy_id", deploy)
	service := l.Start(laboratory.Spec{Role: "lab-inventory", Deploy: "lab-inventory-r2"})
	client := &http.Client{Timeout: 200 * time.Millisecond, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	var work sync.WaitGroup
	var sent, ok, failed [5]atomic.Int64 // by the second in which the request began
	began := time.Now()
	for range 110 { // 22 requests a second for five seconds
		second := min(int(time.Since(began)/time.Second), 4)
		work.Go(func() {
			ids := l.NewIDs()
			ctx := ids.With(context.Background())
			started := time.Now()
			retry.request()
			for attempt := 1; ; attempt++ {
				sent[second].Add(1)
				tried := time.Now()
				status, _, err := laboratory.Call(ctx, client, ids, http.MethodPost, service.URL+"/reserve", nil)
				if err == nil && status == http.StatusOK {
					ok[second].Add(1)
					log.InfoContext(ctx, "reserved", "attempts", attempt, "took", time.Since(started))
					return
				}
				log.WarnContext(ctx, "attempt failed", "attempt", attempt, "took", time.Since(tried), "timeout", errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded))
				if attempt == retry.attempts || !retry.mayRetry() {
					failed[second].Add(1)
					log.ErrorContext(ctx, "given up", "attempts", attempt, "took", time.Since(started))
					return
				}
				time.Sleep(retry.wait(attempt))
			}
		})
		if time.Since(began) > time.Second && time.Since(began) < 1045*time.Millisecond {
			work.Go(func() {
				_, _, _ = laboratory.Call(context.Background(), &http.Client{}, laboratory.IDs{}, http.MethodPost, service.URL+"/pause", nil)
			})
		}
		time.Sleep(45 * time.Millisecond)
	}
	work.Wait()
	for second := range 5 {
		log.Info("second", "second", second+1, "attempts", sent[second].Load(), "reserved", ok[second].Load(), "given_up", failed[second].Load())
	}
}
