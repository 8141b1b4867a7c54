package main

import (
	"fmt"
	"net"
	"net/http"
	"runtime/pprof"
	"strings"
	"time"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	server := NewServer("", http.NotFoundHandler())
	go server.Serve(listener)

	for range 5 {
		client, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			fmt.Println(err)
			return
		}
		defer client.Close()
		fmt.Fprint(client, "GET / HTTP/1.1\r\nHost: shop\r\n") // and never the empty line that ends the header
	}
	time.Sleep(400 * time.Millisecond)
	fmt.Println("5 clients sent half a header 400 ms ago")
	dump("net/http.(*conn).serve(")
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
