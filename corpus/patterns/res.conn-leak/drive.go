package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"runtime/pprof"
	"strings"
	"time"
)

func main() {
	broker, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go refuse(broker)
	before := sockets()
	for range 3 {
		_, err := Connect(context.Background(), broker.Addr().String(), "orders")
		fmt.Println("connect:", err)
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("open sockets: %d before, %d now (both ends are in this process)\n", before, sockets())
	dump("main.(*Client).read")
}

// refuse answers each line with an error and keeps the connection for the next try.
func refuse(broker net.Listener) {
	for {
		conn, err := broker.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			for lines := bufio.NewScanner(conn); lines.Scan(); {
				fmt.Fprintln(conn, "ERR too many clients")
			}
		}()
	}
}

// sockets counts those among the open files of this process.
func sockets() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		fmt.Println(err)
	}
	n := 0
	for _, entry := range entries {
		if to, err := os.Readlink("/proc/self/fd/" + entry.Name()); err == nil && strings.HasPrefix(to, "socket:") {
			n++
		}
	}
	return n
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
