// Program read-timeout shows the duplicate rows of RPL-2017-0005: the driver gives up reading a slow answer and returns
// driver.ErrBadConn, which makes database/sql send the insert again, while the server executes each one. It is our
// own model of the mechanism, not the driver's code; the server is a goroutine at the other end of a pipe.
package main

import (
	"bufio"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

const readTimeout = 50 * time.Millisecond

// server executes a statement at once and answers late.
type server struct {
	mu   sync.Mutex
	rows []string
}

func (s *server) serve(c net.Conn) {
	in := bufio.NewScanner(c)
	for in.Scan() {
		s.mu.Lock()
		s.rows = append(s.rows, in.Text())
		s.mu.Unlock()
		time.Sleep(2 * readTimeout)
		fmt.Fprintln(c, "OK")
	}
}

type connector struct{ server *server }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	ours, theirs := net.Pipe()
	go c.server.serve(theirs)
	return &mysqlConn{conn: ours}, nil
}
func (c connector) Driver() driver.Driver { return nil }

type mysqlConn struct{ conn net.Conn }

func (mc *mysqlConn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed") }
func (mc *mysqlConn) Close() error                        { return mc.conn.Close() }
func (mc *mysqlConn) Begin() (driver.Tx, error)           { return nil, errors.New("not needed") }

func (mc *mysqlConn) ExecContext(_ context.Context, query string, _ []driver.NamedValue) (driver.Result, error) {
	if _, err := fmt.Fprintln(mc.conn, query); err != nil {
		return nil, err
	}
	return driver.RowsAffected(1), mc.readPacket()
}

func (mc *mysqlConn) readPacket() error {
	if err := mc.conn.SetReadDeadline(time.Now().Add(readTimeout)); err != nil {
		return err
	}
	if _, err := bufio.NewReader(mc.conn).ReadString('\n'); err != nil {
		fmt.Println("driver: read packet:", err, "- returns driver.ErrBadConn")
		return driver.ErrBadConn // the statement has been sent: this must not be
	}
	return nil
}

func main() {
	s := &server{}
	_, err := sql.OpenDB(connector{s}).Exec("insert into payments values (42)")
	fmt.Println("caller: one Exec returned", err)
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Println("server: rows written:", len(s.rows))
	if len(s.rows) != 1 {
		os.Exit(1)
	}
}
