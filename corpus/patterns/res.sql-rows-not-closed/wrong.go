//go:build wrong

package main

import (
	"context"
	"database/sql"
	"fmt"
)

// FirstPaid gives the first order of a customer that is paid.
func FirstPaid(ctx context.Context, db *sql.DB, customer int) (int, error) {
	rows, err := db.QueryContext(ctx, "SELECT id, paid FROM orders WHERE customer = ?", customer)
	if err != nil {
		return 0, fmt.Errorf("first paid: %w", err)
	}
	for rows.Next() {
		var id int
		var paid bool
		if err := rows.Scan(&id, &paid); err != nil {
			return 0, fmt.Errorf("first paid: %w", err)
		}
		if paid {
			return id, nil // leaves the rows open, and with them the connection in use
		}
	}
	return 0, rows.Err()
}
