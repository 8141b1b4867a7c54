package laboratory

import (
	"context"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Call sends one request with its ids and reads the answer to its end.
func Call(ctx context.Context, client *http.Client, ids IDs, method, url string, body io.Reader) (int, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return 0, nil, err
	}
	ids.Headers(request.Header)
	response, err := client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	return response.StatusCode, content, err
}

// Latencies collects how long requests took.
type Latencies struct {
	mutex sync.Mutex
	all   []time.Duration
}

// Add notes one request.
func (l *Latencies) Add(took time.Duration) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.all = append(l.all, took)
}

// Attrs are the number, the median, the 99th percentile and the longest, for the log.
func (l *Latencies) Attrs() []any {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if len(l.all) == 0 {
		return []any{"requests", 0}
	}
	sorted := slices.Sorted(slices.Values(l.all))
	at := func(share float64) time.Duration { return sorted[int(share*float64(len(sorted)-1))] }
	return []any{"requests", len(sorted), "p50", at(0.5), "p99", at(0.99), "longest", at(1)}
}

// Number is how many requests were noted.
func (l *Latencies) Number() int {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return len(l.all)
}
