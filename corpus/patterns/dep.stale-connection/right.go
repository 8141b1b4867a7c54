//go:build !wrong

package main

import (
	"database/sql"
	"database/sql/driver"
	"time"
)

// Open gives the pool of connections to the database, which closes what was idle for 60 ms.
func Open(database driver.Connector) *sql.DB {
	db := sql.OpenDB(database)
	db.SetMaxIdleConns(4)
	db.SetConnMaxIdleTime(30 * time.Millisecond) // a background cleaner enforces it, at most once a second
	db.SetConnMaxLifetime(30 * time.Millisecond) // is looked at whenever a connection is taken
	return db
}
