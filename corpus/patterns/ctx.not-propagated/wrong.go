//go:build wrong

package main

import (
	"database/sql"
	"fmt"
	"net/http"
)

// Report answers GET /report with the sum of all orders.
func Report(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var cents int
		err := db.QueryRow("SELECT sum(cents) FROM orders").Scan(&cents) // goes on when the client has left
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(w, cents)
	}
}
