// Program main shows the growth of RPL-2022-0016 (HTTP/2 header cache): a cache of one connection is
// keyed by header names that the client invents, and nothing bounds it. With the limit of 32 entries
// that the fix brought, the same requests keep nothing. It is a model written for this corpus, not code
// of net/http.
package main

import (
	"fmt"
	"net/textproto"
	"runtime"
)

type serverConn struct {
	canonHeader map[string]string
	limit       int // 0: none
}

// canonicalHeader returns the canonical name and remembers it.
func (sc *serverConn) canonicalHeader(v string) string {
	if cv, ok := sc.canonHeader[v]; ok {
		return cv
	}
	cv := textproto.CanonicalMIMEHeaderKey(v)
	if sc.limit == 0 || len(sc.canonHeader) < sc.limit {
		sc.canonHeader[v] = cv
	}
	return cv
}

func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

func main() {
	for _, limit := range []int{0, 32} {
		sc := &serverConn{canonHeader: map[string]string{}, limit: limit}
		before := heap()
		for i := range 200_000 {
			sc.canonicalHeader(fmt.Sprintf("x-attack-%08d", i))
		}
		fmt.Printf("limit %2d: 200000 names sent, %6d kept, heap grew by %.1f MiB\n",
			limit, len(sc.canonHeader), heap()-before)
		runtime.KeepAlive(sc)
	}
}
