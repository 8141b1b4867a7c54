package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"strings"
	"sync"
	"time"
)

func main() {
	recovered := make(chan struct{})
	shop := &Shop{Recommend: func(ctx context.Context) (string, error) { // slow since a minute ago
		select {
		case <-recovered:
			return "table", nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /product", shop.Product)
	mux.HandleFunc("POST /checkout", shop.Checkout)
	service := workers(mux, 8)

	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { ask(service, "GET", "/product") })
	}
	time.Sleep(150 * time.Millisecond)
	fmt.Println("checkout:", ask(service, "POST", "/checkout"))
	dump("main.(*Shop).Product(")
	close(recovered)
	all.Wait()
}

func ask(service http.Handler, method, path string) int {
	answer := httptest.NewRecorder()
	service.ServeHTTP(answer, httptest.NewRequest(method, path, nil))
	return answer.Code
}

// workers lets so many requests in at a time, and turns away who has waited for 200 ms.
func workers(next http.Handler, n int) http.Handler {
	free := make(chan struct{}, n)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case free <- struct{}{}:
			defer func() { <-free }()
			next.ServeHTTP(w, r)
		case <-time.After(200 * time.Millisecond):
			http.Error(w, "all workers are busy", http.StatusServiceUnavailable)
		}
	})
}

// dump prints the first goroutine whose stack contains part, as /debug/pprof/goroutine?debug=2 does, and counts them.
func dump(part string) {
	var text strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&text, 2); err != nil {
		fmt.Println(err)
	}
	n := 0
	for one := range strings.SplitSeq(strings.TrimSpace(text.String()), "\n\n") {
		if strings.Contains(one, part) {
			if n++; n == 1 {
				fmt.Printf("\n%s\n\n", one)
			}
		}
	}
	fmt.Printf("goroutines with %s: %d\n", part, n)
}
