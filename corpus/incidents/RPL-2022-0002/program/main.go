// Program main shows the deadlock of RPL-2022-0002 (Authgear portal): each request keeps a transaction
// open and begins a second one, and the pool has two connections for two requests. The driver is a fake
// without a database. It is a model written for this corpus, not Authgear code.
package main

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
	"time"
)

type fakeDriver struct{}
type fakeConn struct{}
type fakeTx struct{}

func (fakeDriver) Open(string) (driver.Conn, error)  { return fakeConn{}, nil }
func (fakeConn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("no statements") }
func (fakeConn) Close() error                        { return nil }
func (fakeConn) Begin() (driver.Tx, error)           { return fakeTx{}, nil }
func (fakeTx) Commit() error                         { return nil }
func (fakeTx) Rollback() error                       { return nil }
func withTx(db *sql.DB, do func(tx *sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// portalRequest opens the app database inside of a transaction of the global one; both share a pool.
func portalRequest(db *sql.DB) error {
	return withTx(db, func(*sql.Tx) error {
		time.Sleep(100 * time.Millisecond)
		return withTx(db, func(*sql.Tx) error { return nil })
	})
}

func main() {
	sql.Register("fake", fakeDriver{})
	db, err := sql.Open("fake", "")
	if err != nil {
		panic(err)
	}
	db.SetMaxOpenConns(2)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { portalRequest(db) })
	}
	wg.Wait()
}
