// Program leap-second shows the panic of RPL-2017-0003: a round-trip time measured with the wall clock is negative when
// the clock steps back a second, and its use as the argument of rand.Int63n panics. It is our own model of the
// mechanism, not the company's code. The readings have no monotonic part, as before Go 1.9; with time.Now and
// time.Since of today the difference would not be negative.
package main

import (
	"fmt"
	"math/rand"
	"os"
	"runtime/debug"
	"time"
)

// wallClock is a clock without monotonic readings that repeats a second, as at the end of 2016.
type wallClock struct {
	readings []time.Time
}

func (c *wallClock) now() time.Time {
	reading := c.readings[0]
	c.readings = c.readings[1:]
	return reading
}

// upstream is a resolver and how fast it answered last.
type upstream struct {
	name string
	rtt  time.Duration
}

// choose prefers fast upstreams: a random number below the sum of their times decides.
func choose(upstreams []upstream) upstream {
	var total int64
	for _, u := range upstreams {
		total += int64(u.rtt)
	}
	at := rand.Int63n(total)
	for _, u := range upstreams {
		if at -= int64(u.rtt); at < 0 {
			return u
		}
	}
	return upstreams[0]
}

func lookup(clock *wallClock) (name string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v\n\n%s", r, debug.Stack())
		}
	}()
	begin := clock.now()
	end := clock.now()
	return choose([]upstream{{"resolver-a", end.Sub(begin)}, {"resolver-b", 3 * time.Millisecond}}).name, nil
}

func main() {
	midnight := time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC)
	clock := &wallClock{readings: []time.Time{
		midnight.Add(-20 * time.Millisecond), midnight.Add(-18 * time.Millisecond),
		midnight.Add(999 * time.Millisecond), midnight.Add(2 * time.Millisecond), // the second is repeated
	}}
	for range 2 {
		if _, err := lookup(clock); err != nil {
			fmt.Println("CNAME lookup failed:", err)
			os.Exit(1)
		}
		fmt.Println("CNAME lookup answered")
	}
}
