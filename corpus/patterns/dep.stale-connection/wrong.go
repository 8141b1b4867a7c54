//go:build wrong

package main

import (
	"database/sql"
	"database/sql/driver"
)

// Open gives the pool of connections to the database, which closes what was idle for 60 ms.
func Open(database driver.Connector) *sql.DB {
	db := sql.OpenDB(database)
	db.SetMaxIdleConns(4) // and keeps them for ever, also those that the server has closed meanwhile
	return db
}
