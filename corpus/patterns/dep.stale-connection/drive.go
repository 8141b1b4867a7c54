package main

import (
	"bufio"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

func main() {
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go serve(server)
	db := Open(connector(server.Addr().String()))
	for payment := range 4 {
		_, err := db.ExecContext(context.Background(), "UPDATE orders SET paid")
		fmt.Printf("payment %d: %v\n", payment, err)
		time.Sleep(120 * time.Millisecond) // a quiet moment
	}
}

// serve answers each line, and closes connections that were idle for 60 ms (wait_timeout).
func serve(server net.Listener) {
	for {
		conn, err := server.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			lines := bufio.NewScanner(conn)
			for {
				conn.SetReadDeadline(time.Now().Add(60 * time.Millisecond))
				if !lines.Scan() {
					return
				}
				fmt.Fprintln(conn, "OK")
			}
		}()
	}
}

// connector dials the server; conn is a driver that speaks one line at a time with it.
type connector string

func (c connector) Driver() driver.Driver { return nil }
func (c connector) Connect(context.Context) (driver.Conn, error) {
	socket, err := net.Dial("tcp", string(c))
	return &conn{socket: socket, answers: bufio.NewReader(socket)}, err
}

type conn struct {
	socket  net.Conn
	answers *bufio.Reader
	broken  bool
}

func (*conn) Prepare(string) (driver.Stmt, error) { return nil, driver.ErrSkip }
func (*conn) Begin() (driver.Tx, error)           { return nil, driver.ErrSkip }
func (c *conn) Close() error                      { return c.socket.Close() }
func (c *conn) IsValid() bool                     { return !c.broken }
func (c *conn) ExecContext(_ context.Context, query string, _ []driver.NamedValue) (driver.Result, error) {
	if _, err := fmt.Fprintln(c.socket, query); err != nil {
		return nil, driver.ErrBadConn // nothing was sent: database/sql may try again
	}
	if _, err := c.answers.ReadString('\n'); err != nil {
		c.broken = true
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF // it was sent: whether it was done, nobody knows
		}
		return nil, err
	}
	return driver.ResultNoRows, nil
}
