//go:build !wrong

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
		return nil, fmt.Errorf("no answer, it may have run: %w", err) // for the caller to decide
	}
	return driver.RowsAffected(1), nil
}
