package main

import (
	"bufio"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
)

// database is a server with one table; it loses its first connection before it can answer.
type database struct {
	rows        []string
	connections int
}

func (d *database) serve(client net.Conn, loses bool) {
	defer client.Close()
	lines := bufio.NewScanner(client)
	for lines.Scan() {
		d.rows = append(d.rows, lines.Text())
		if loses {
			fmt.Printf("server: ran %q, lost the connection\n", lines.Text())
			return
		}
		fmt.Printf("server: ran %q, answered\n", lines.Text())
		fmt.Fprintln(client, "ok")
	}
}

// Connect and Driver make it a driver.Connector.
func (d *database) Connect(context.Context) (driver.Conn, error) {
	near, far := net.Pipe()
	d.connections++
	go d.serve(far, d.connections == 1)
	return &conn{near}, nil
}

func (d *database) Driver() driver.Driver { return nil }

type conn struct{ net.Conn }

func (c *conn) ExecContext(_ context.Context, query string, _ []driver.NamedValue) (driver.Result, error) {
	return Exec(c, query)
}

func (c *conn) Prepare(string) (driver.Stmt, error) { return nil, errors.ErrUnsupported }

func (c *conn) Begin() (driver.Tx, error) { return nil, errors.ErrUnsupported }

func main() {
	server := &database{}
	db := sql.OpenDB(server)
	defer db.Close()
	_, err := db.Exec("INSERT INTO payments VALUES (7, 30)")
	fmt.Println("application: called Exec once, error:", err)
	fmt.Println("rows in the table:", len(server.rows))
}
