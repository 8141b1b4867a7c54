//go:build !wrong

package main

import (
	"context"
	"database/sql"
	"fmt"
)

// Totals adds up the items of each order that is open.
func Totals(ctx context.Context, db *sql.DB) (map[int]int, error) {
	rows, err := db.QueryContext(ctx, "SELECT id FROM orders WHERE open")
	if err != nil {
		return nil, fmt.Errorf("totals: %w", err)
	}
	defer rows.Close()
	totals := map[int]int{}
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("totals: %w", err)
		}
		totals[id] = 0
	}
	if err := rows.Err(); err != nil { // the rows are at their end: their connection is back in the pool
		return nil, fmt.Errorf("totals: %w", err)
	}
	for id := range totals {
		var cents int
		if err := add(ctx, db, id, &cents); err != nil {
			return nil, err
		}
		totals[id] = cents
	}
	return totals, nil
}

func add(ctx context.Context, db *sql.DB, id int, cents *int) error {
	return db.QueryRowContext(ctx, "SELECT sum(cents) FROM items WHERE order_id = ?", id).Scan(cents)
}
