package main

import (
	"fmt"
	"net"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer listener.Close()
	peer, err := net.Dial("tcp", listener.Addr().String()) // the other side never sends anything
	if err != nil {
		panic(err)
	}

	rates := &Rates{cents: 108}
	go func() { _ = rates.Refresh(peer) }()
	time.Sleep(20 * time.Millisecond)

	request := func() { fmt.Println("request: a euro is", rates.Euro(), "cents") }
	go request()
	observe.Returns(200*time.Millisecond, request)
}
