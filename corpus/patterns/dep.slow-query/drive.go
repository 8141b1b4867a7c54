package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
	"strings"
	"time"
)

func main() {
	table := &table{}
	db := sql.OpenDB(table)
	db.SetMaxOpenConns(1)
	for _, statement := range Schema {
		if _, err := db.ExecContext(context.Background(), statement); err != nil {
			fmt.Println(err)
		}
	}
	for rows := 1000; rows <= 10_000_000; rows *= 100 {
		table.grow(rows)
		id, err := Newest(context.Background(), db, 42)
		fmt.Printf("table of %8d rows: order %d, error %v\n", rows, id, err)
	}
}

// table stands in for a database. It reads every row where it has no index, and it keeps a slow log.
type table struct {
	customers []int32         // by id
	index     map[int32]int64 // the newest id of each customer, where there is an index
}

func (t *table) grow(rows int) {
	for id := int64(len(t.customers)); id < int64(rows); id++ {
		customer := int32(id % 1000)
		t.customers = append(t.customers, customer)
		if t.index != nil {
			t.index[customer] = id
		}
	}
}

func (t *table) Connect(context.Context) (driver.Conn, error) { return t, nil }
func (t *table) Driver() driver.Driver                        { return nil }
func (t *table) Prepare(string) (driver.Stmt, error)          { return nil, driver.ErrSkip }
func (t *table) Begin() (driver.Tx, error)                    { return nil, driver.ErrSkip }
func (t *table) Close() error                                 { return nil }

func (t *table) ExecContext(_ context.Context, statement string, _ []driver.NamedValue) (driver.Result, error) {
	if strings.HasPrefix(statement, "CREATE INDEX") {
		t.index = map[int32]int64{}
	}
	return driver.ResultNoRows, nil
}

func (t *table) QueryContext(_ context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	start := time.Now()
	customer := int32(args[0].Value.(int64))
	newest, examined := t.index[customer], 1
	if t.index == nil {
		examined = len(t.customers)
		for id, one := range t.customers {
			if one == customer {
				newest = int64(id)
			}
		}
	}
	if took := time.Since(start); took > 500*time.Microsecond {
		fmt.Printf("# Query_time: %.6f  Rows_examined: %d\n%s;\n", took.Seconds(), examined, query)
	}
	return &row{id: newest}, nil
}

type row struct {
	id   int64
	done bool
}

func (*row) Columns() []string { return []string{"max(id)"} }
func (*row) Close() error      { return nil }
func (r *row) Next(to []driver.Value) error {
	if r.done {
		return io.EOF
	}
	to[0], r.done = r.id, true
	return nil
}
