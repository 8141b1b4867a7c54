// Program of RPL-2026-0110: carts of guests have no map for their discounts, and a coupon writes into it. One
// middleware recovers, wraps the value and panics again; the next logs the first 384 bytes of stack and lets it go
// on. The worker that settles orders does the same, but there is no net/http behind it, and the process ends.
//
// With -fixed a cart always has its map, and who recovers logs the whole stack and answers with an error.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 110, Client: "lab-web",
		Roles: map[string]func(*laboratory.Service){"lab-cart": cart},
		Drive: drive,
	})
}

// Cart is what somebody wants to buy.
type Cart struct {
	Owner     string
	Discounts map[string]int
}

// newCart makes the cart of an owner. A guest has no discounts, it was thought.
func newCart(owner string, fixed bool) *Cart {
	cart := &Cart{Owner: owner}
	if owner != "guest" || fixed {
		cart.Discounts = map[string]int{}
	}
	return cart
}

// ApplyCoupon notes a discount.
func (c *Cart) ApplyCoupon(code string) {
	c.Discounts[code] = 10 // a nil map for guests
}

var errRollback = errors.New("rollback: no transaction is open")

// checkout applies the coupon of a request.
func checkout(owner, coupon string, fixed bool) string {
	cart := newCart(owner, fixed)
	if coupon != "" {
		cart.ApplyCoupon(coupon)
	}
	return fmt.Sprintf("%s: %d discounts", cart.Owner, len(cart.Discounts))
}

// asError makes an error of what was recovered.
func asError(value any) error {
	if err, ok := value.(error); ok {
		return err
	}
	return fmt.Errorf("%v", value)
}

// wrapping gives each panic a better text, and panics again.
func wrapping(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if value := recover(); value != nil {
				panic(fmt.Errorf("checkout failed: %w", asError(value)))
			}
		}()
		next(w, r)
	}
}

// reporting writes each panic into the log, with the first 384 bytes of the stack, and lets it go on.
func reporting(s *laboratory.Service, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if value := recover(); value != nil {
				stack := make([]byte, 384)
				stack = stack[:runtime.Stack(stack, false)]
				s.Log.ErrorContext(r.Context(), "panic", "value", fmt.Sprint(value), "stack", string(stack))
				panic(value)
			}
		}()
		next(w, r)
	}
}

// answering recovers once, writes the whole stack and answers.
func answering(s *laboratory.Service, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if value := recover(); value != nil {
				s.Log.ErrorContext(r.Context(), "panic", "value", fmt.Sprint(value), "type", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		next(w, r)
	}
}

// settle works through orders in the background; nothing stands behind it.
func settle(s *laboratory.Service, orders <-chan string) {
	defer func() {
		if value := recover(); value != nil && !s.Fixed {
			panic(fmt.Errorf("settle: %w", errors.Join(asError(value), errRollback)))
		}
	}()
	for owner := range orders {
		checkout(owner, "WELCOME", s.Fixed)
	}
}

func cart(s *laboratory.Service) {
	orders := make(chan string)
	var served, panics atomic.Int64
	go func() {
		for range time.Tick(200 * time.Millisecond) {
			s.Log.Info("rate", "served", served.Swap(0), "panics", panics.Swap(0), "goroutines", runtime.NumGoroutine())
		}
	}()
	guard := func(next http.HandlerFunc) http.HandlerFunc { return reporting(s, wrapping(next)) }
	if s.Fixed {
		guard = func(next http.HandlerFunc) http.HandlerFunc { return answering(s, next) }
	}
	handler := guard(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		if query.Get("settle") != "" {
			go settle(s, orders)
			orders <- query.Get("owner")
			fmt.Fprint(w, "accepted")
			return
		}
		panics.Add(1)
		answer := checkout(query.Get("owner"), query.Get("coupon"), s.Fixed)
		panics.Add(-1)
		served.Add(1)
		fmt.Fprint(w, answer)
	})
	server := &http.Server{Handler: s.Traced(handler), ErrorLog: log.New(os.Stderr, "", log.LstdFlags|log.Lmicroseconds|log.LUTC), ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(s.Listener) }()
	<-s.Stop
}

func drive(l *laboratory.Lab) {
	deploy := "lab-cart-r33"
	if l.Fixed {
		deploy = "lab-cart-r34"
	}
	service := l.Start(laboratory.Spec{Role: "lab-cart", Deploy: deploy})
	client := &http.Client{Timeout: time.Second}
	var ok, failed atomic.Int64
	ask := func(query string) {
		ids := l.NewIDs()
		ctx := ids.With(context.Background())
		status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+"/checkout?"+query, nil)
		if err != nil || status != http.StatusOK {
			failed.Add(1)
			l.Log.ErrorContext(ctx, "checkout failed", "query", query, "status", status, "error", fmt.Sprint(err))
			return
		}
		ok.Add(1)
	}
	for range 20 { // an ordinary moment: guests without a coupon, customers with one
		ask("owner=guest")
		ask("owner=ann&coupon=WELCOME")
		time.Sleep(10 * time.Millisecond)
	}
	l.Log.Warn("the mail with the coupon goes out to guests")
	var storm sync.WaitGroup
	for range 4 {
		storm.Go(func() {
			for range 8 {
				ask("owner=guest&coupon=WELCOME")
				time.Sleep(40 * time.Millisecond)
			}
		})
	}
	storm.Wait()
	l.Log.Info("storm is over", "ok", ok.Load(), "failed", failed.Load(), "alive", service.Alive())
	ask("owner=guest&settle=1")
	time.Sleep(150 * time.Millisecond)
	ask("owner=ann&coupon=WELCOME")
	l.Log.Info("summary", "ok", ok.Load(), "failed", failed.Load(), "alive", service.Alive())
}
