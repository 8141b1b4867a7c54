//go:build !wrong

package main

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// Serve answers requests on the listener until it is closed.
func Serve(listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Second}
	return server.Serve(&limited{listener, make(chan struct{}, 8)}) // the others wait in the kernel's queue
}

// limited accepts a connection when it has a slot for it.
type limited struct {
	net.Listener
	slots chan struct{}
}

func (l *limited) Accept() (net.Conn, error) {
	l.slots <- struct{}{}
	conn, err := l.Listener.Accept()
	if err != nil {
		<-l.slots
		return nil, err
	}
	return &slot{conn, sync.OnceFunc(func() { <-l.slots })}, nil
}

type slot struct {
	net.Conn
	free func()
}

func (s *slot) Close() error {
	defer s.free()
	return s.Conn.Close()
}
