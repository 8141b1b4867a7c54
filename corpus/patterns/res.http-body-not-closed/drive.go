package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"time"
)

func main() {
	var opened atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "thank you")
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()

	for range 3 {
		if err := Report(context.Background(), server.Client(), server.URL, "orders 17"); err != nil {
			fmt.Println(err)
		}
	}
	time.Sleep(50 * time.Millisecond)
	fmt.Printf("3 reports, connections opened: %d\n", opened.Load())
	dump("net/http.(*persistConn).readLoop(")
}

// dump prints the goroutines whose stacks contain part, as /debug/pprof/goroutine?debug=2 does.
func dump(part string) {
	var text strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&text, 2); err != nil {
		fmt.Println(err)
	}
	for one := range strings.SplitSeq(strings.TrimSpace(text.String()), "\n\n") {
		if strings.Contains(one, part) {
			fmt.Printf("\n%s\n", one)
		}
	}
}
