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
	awake := make(chan struct{})
	service := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-awake }))

	var all sync.WaitGroup
	errs := make(chan error, 3)
	for range 3 {
		all.Go(func() {
			_, err := Price(context.Background(), service.URL+"/price")
			errs <- err
		})
	}
	time.Sleep(400 * time.Millisecond)
	fmt.Printf("3 calls, after 400 ms %d are back\n", len(errs))
	if len(errs) > 0 {
		fmt.Println(strings.ReplaceAll((<-errs).Error(), service.URL, "http://price"))
	}
	dump("net/http.(*persistConn).roundTrip(")

	close(awake)
	all.Wait()
	service.Close()
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
