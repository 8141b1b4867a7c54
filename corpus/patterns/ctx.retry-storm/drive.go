package main

import (
	"errors"
	"fmt"
)

// main plays ten seconds of a shop with three layers above a database; only the clock is a counter.
func main() {
	db := &database{}
	stock := &Client{Service: db.query}
	orders := &Client{Service: stock.Call}
	edge := &Client{Service: orders.Call}
	for second := range 10 {
		db.second(second == 3) // down for one second
		answered := 0
		for range 100 {
			if edge.Call() == nil {
				answered++
			}
		}
		fmt.Printf("second %d: requests 100, answered %3d, calls at the database %4d (it can do 300)\n", second, answered, db.calls)
	}
}

// database stands in for one that answers nobody while it works off more than it can do.
type database struct {
	calls int
	up    bool
}

func (d *database) second(down bool) {
	d.up = !down && d.calls <= 300
	d.calls = 0
}

func (d *database) query() error {
	d.calls++
	if !d.up {
		return errors.New("database: timeout")
	}
	return nil
}
