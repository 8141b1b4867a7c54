//go:build wrong

package main

import (
	"bufio"
	"database/sql/driver"
	"fmt"
	"io"
)

// Exec is the Exec of a database driver: it sends a statement and waits for the server's answer.
func Exec(server io.ReadWriter, statement string) (driver.Result, error) {
	if n, err := fmt.Fprintln(server, statement); err != nil && n == 0 {
		return nil, driver.ErrBadConn
	}
	if _, err := bufio.NewReader(server).ReadString('\n'); err != nil {
		return nil, driver.ErrBadConn // it may have run by now, and database/sql sends it once more
	}
	return driver.RowsAffected(1), nil
}
