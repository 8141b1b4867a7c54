// Command program models RPL-2019-0014: a request waits for the write mutex, which an abandoned request holds while it
// writes to a stalled socket; the wait knows nothing of the deadline. It is our model, not the code of net/http.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

// ClientConn serialises its writes.
type ClientConn struct {
	wmu  sync.Mutex
	conn net.Conn
}

// writeRequestBody goes on although its caller has given up.
func (cc *ClientConn) writeRequestBody(body []byte) {
	cc.wmu.Lock()
	defer cc.wmu.Unlock()
	_, _ = cc.conn.Write(body)
}

func (cc *ClientConn) roundTrip(ctx context.Context) error {
	cc.wmu.Lock() // a context cannot end this wait
	defer cc.wmu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := cc.conn.Write([]byte("HEADERS"))
	return err
}

func main() {
	client, server := net.Pipe()
	cc := &ClientConn{conn: client}
	go cc.writeRequestBody(make([]byte, 1024))
	time.Sleep(20 * time.Millisecond)

	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	time.AfterFunc(300*time.Millisecond, func() {
		_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
	})
	time.AfterFunc(600*time.Millisecond, func() { // the peer reads again
		_, _ = server.Read(make([]byte, 2048))
	})
	start := time.Now()
	err := cc.roundTrip(ctx)
	fmt.Printf("deadline: 100 ms; roundTrip returned after more than 500 ms: %t; error: %v\n", time.Since(start) > 500*time.Millisecond, err)
}
