// Program main shows the leak of RPL-2023-0005 (pgx): the statement cache is bounded and tells the
// server to deallocate what it drops, but the entry of the second map on the client stays. It is a model
// written for this corpus, not pgx code.
package main

import "fmt"

type statementDescription struct{ name, sql string }

// server is the database's side of the connection.
type server struct{ prepared map[string]bool }

// lru is a bounded cache by SQL text.
type lru struct {
	capacity    int
	order       []*statementDescription
	invalidated []*statementDescription
}

func (c *lru) put(sd *statementDescription) {
	c.order = append(c.order, sd)
	if len(c.order) > c.capacity {
		c.invalidated = append(c.invalidated, c.order[0])
		c.order = c.order[1:]
	}
}

// Conn is one connection.
type Conn struct {
	srv                *server
	statementCache     *lru
	preparedStatements map[string]*statementDescription
}

// Query prepares each SQL text once.
func (c *Conn) Query(sql string) {
	sd := &statementDescription{name: fmt.Sprintf("stmt_%d", len(c.preparedStatements)), sql: sql}
	c.srv.prepared[sd.name] = true
	c.preparedStatements[sd.name] = sd
	c.statementCache.put(sd)
	c.deallocateInvalidatedCachedStatements()
}

func (c *Conn) deallocateInvalidatedCachedStatements() {
	for _, sd := range c.statementCache.invalidated {
		delete(c.srv.prepared, sd.name) // DEALLOCATE; c.preparedStatements is forgotten
	}
	c.statementCache.invalidated = nil
}

func main() {
	c := &Conn{srv: &server{map[string]bool{}}, statementCache: &lru{capacity: 512}, preparedStatements: map[string]*statementDescription{}}
	for n := 1; n <= 50_000; n++ {
		c.Query(fmt.Sprintf("select * from users where id = %d", n)) // the value is pasted into the text
		if n == 500 || n == 5_000 || n == 50_000 {
			fmt.Printf("%5d queries: cache %3d, on the server %3d, preparedStatements %5d\n",
				n, len(c.statementCache.order), len(c.srv.prepared), len(c.preparedStatements))
		}
	}
}
