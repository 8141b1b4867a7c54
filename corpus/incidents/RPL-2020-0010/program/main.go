// Command program shows RPL-2020-0010 with real TCP: the server has closed an idle connection, the next write still
// succeeds, and only the read says unexpected EOF. The driver and the server are models of ours.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// mysqlServer answers one query and then closes the idle connection.
func mysqlServer(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			buf := make([]byte, 64)
			if _, err := c.Read(buf); err == nil {
				_, _ = c.Write([]byte("OK__"))
			}
			_ = c.Close() // the idle timeout of the server
		}()
	}
}

// query writes a packet and reads its answer.
func query(c net.Conn) error {
	if _, err := c.Write([]byte("SELECT 1")); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	if _, err := io.ReadFull(c, make([]byte, 4)); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) {
			err = io.ErrUnexpectedEOF
		}
		return fmt.Errorf("invalid connection (%w): the write had succeeded", err)
	}
	return nil
}

// connCheck reads without waiting: no byte and no error means that the peer has closed.
func connCheck(c net.Conn) error {
	raw, err := c.(*net.TCPConn).SyscallConn()
	if err != nil {
		return err
	}
	var n int
	var rerr error
	err = raw.Read(func(fd uintptr) bool {
		n, rerr = syscall.Read(int(fd), make([]byte, 1))
		return true
	})
	if err == nil && n == 0 && rerr == nil {
		return io.EOF
	}
	return nil
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	go mysqlServer(l)
	pooled, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("first query:", query(pooled))
	time.Sleep(100 * time.Millisecond) // idle in the pool
	fmt.Println("check before the next write:", connCheck(pooled))
	fmt.Println("second query:", query(pooled))
}
