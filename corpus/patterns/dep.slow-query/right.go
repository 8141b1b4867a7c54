//go:build !wrong

package main

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Schema is what the migration runs.
var Schema = []string{
	"CREATE TABLE orders (id, customer)",
	"CREATE INDEX orders_customer ON orders (customer)",
}

// Newest gives the newest order of a customer.
func Newest(ctx context.Context, db *sql.DB, customer int) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	var id int
	err := db.QueryRowContext(ctx, "SELECT max(id) FROM orders WHERE customer = ?", customer).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("newest: %w", err)
	}
	return id, nil
}
