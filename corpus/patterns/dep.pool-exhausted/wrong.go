//go:build wrong

package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
)

// Store holds the pools of connections to the database.
type Store struct {
	db    *sql.DB
	waits *sql.DB // for commands that block
}

// Open gives a store with four connections.
func Open(database driver.Connector) *Store {
	db := sql.OpenDB(database)
	db.SetMaxOpenConns(4)
	return &Store{db: db, waits: db} // four workers that wait for a job take all four, for as long as they wait
}

// WaitForJob blocks until the database has a job.
func (s *Store) WaitForJob(ctx context.Context) error {
	if _, err := s.waits.ExecContext(ctx, "WAIT FOR job"); err != nil {
		return fmt.Errorf("wait for job: %w", err)
	}
	return nil
}

// Pay marks an order as paid.
func (s *Store) Pay(ctx context.Context, order int) error {
	if _, err := s.db.ExecContext(ctx, "UPDATE orders SET paid WHERE id = ?", order); err != nil {
		return fmt.Errorf("pay: %w", err)
	}
	return nil
}
