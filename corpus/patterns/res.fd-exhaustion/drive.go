package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	clients := make([]net.Conn, 40)
	for i := range clients {
		if clients[i], err = net.Dial("tcp", listener.Addr().String()); err != nil {
			fmt.Println(err)
			return
		}
	}
	leave(20)
	go Serve(listener, http.HandlerFunc(report))

	time.Sleep(100 * time.Millisecond) // the clients are slow
	var all sync.WaitGroup
	var mu sync.Mutex
	answers := map[int]int{}
	for _, client := range clients {
		all.Go(func() {
			defer client.Close()
			fmt.Fprint(client, "GET /report HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")
			if answer, err := http.ReadResponse(bufio.NewReader(client), nil); err == nil {
				mu.Lock()
				answers[answer.StatusCode]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	fmt.Println("answers by status:", answers)
}

func report(w http.ResponseWriter, _ *http.Request) {
	file, err := os.Open("/dev/null")
	if err != nil {
		log.Println("report:", err)
		http.Error(w, "no report", http.StatusInternalServerError)
		return
	}
	defer file.Close()
	time.Sleep(5 * time.Millisecond)
}

// leave sets the limit of open files so that so many more can be opened.
func leave(more int) {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		fmt.Println(err)
	}
	n := uint64(len(entries) - 1 + more)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
		fmt.Println(err)
	}
}
