// Program of RPL-2026-0101: a page cache whose key holds the session id, so that no key ever comes again, and which
// never lets go of an entry. The process lives under a hard limit of 256 MiB of data and dies of it.
//
// With -fixed the key is the article alone and the cache holds at most 512 pages, the oldest leaving first.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 101, Client: "lab-shop",
		Roles: map[string]func(*laboratory.Service){"lab-catalog": catalog},
		Drive: drive,
	})
}

// pageCache keeps rendered pages.
type pageCache struct {
	mutex   sync.Mutex
	pages   map[string][]byte
	order   []string
	most    int // 0: no limit
	hits    int
	lookups int
}

// Page returns the page of a key, rendering it where it is not there.
func (c *pageCache) Page(key string, render func() []byte) []byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.lookups++
	if page, ok := c.pages[key]; ok {
		c.hits++
		return page
	}
	page := render()
	c.pages[key] = page // nothing takes it out again
	if c.most > 0 {
		c.order = append(c.order, key)
		if len(c.order) > c.most {
			delete(c.pages, c.order[0])
			c.order = c.order[1:]
		}
	}
	return page
}

// renderPage makes the 48 KiB of an article's page.
func renderPage(article string) []byte {
	line := []byte("<li>" + article + " and what others bought with it</li>\n")
	return bytes.Repeat(line, 48<<10/len(line)+1)[: 48<<10 : 48<<10]
}

func catalog(s *laboratory.Service) {
	cache := &pageCache{pages: map[string][]byte{}}
	if s.Fixed {
		cache.most = 512
	}
	go report(s, cache)
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.URL.String() // /article?id=17&session=…: never the same twice
		if s.Fixed {
			key = r.URL.Query().Get("id")
		}
		_, _ = w.Write(cache.Page(key, func() []byte { return renderPage(r.URL.Query().Get("id")) }))
	}))
}

// report writes the state of the memory ten times a second.
func report(s *laboratory.Service, cache *pageCache) {
	var before runtime.MemStats
	for range time.Tick(100 * time.Millisecond) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		cache.mutex.Lock()
		entries, hits, lookups := len(cache.pages), cache.hits, cache.lookups
		cache.mutex.Unlock()
		s.Log.Info("memory", "heap_alloc", m.HeapAlloc, "heap_objects", m.HeapObjects, "heap_sys", m.HeapSys,
			"total_alloc", m.TotalAlloc, "num_gc", m.NumGC, "gcs", m.NumGC-before.NumGC,
			"goroutines", runtime.NumGoroutine(), "cache_entries", entries, "cache_hits", hits, "cache_lookups", lookups)
		before = m
	}
}

// drive sends the visits of a shop: 500 articles, each visit with a session of its own.
func drive(l *laboratory.Lab) {
	deploy := "lab-catalog-r7"
	if l.Fixed {
		deploy = "lab-catalog-r8"
	}
	service := l.Start(laboratory.Spec{Role: "lab-catalog", Deploy: deploy, DataLimit: 256 << 20})
	client := &http.Client{Timeout: 2 * time.Second}
	const visits = 6000
	var next, served, failed atomic.Int64
	marks := []int64{700, 1400, 2100}
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for failed.Load() < 40 {
				visit := next.Add(1)
				if visit > visits {
					return
				}
				for n, mark := range marks {
					if visit == mark {
						capture(service, n+1)
					}
				}
				ids := l.NewIDs()
				size, err := get(client, ids, fmt.Sprintf("%s/article?id=%d&session=%s", service.URL, visit%500, ids.Span))
				if err != nil {
					failed.Add(1)
					l.Log.ErrorContext(ids.With(context.Background()), "page failed", "visit", visit, "error", err.Error())
					time.Sleep(5 * time.Millisecond)
					continue
				}
				if served.Add(1)%250 == 0 {
					l.Log.InfoContext(ids.With(context.Background()), "page served", "visit", visit, "bytes", size)
				}
				time.Sleep(2 * time.Millisecond)
			}
		})
	}
	work.Wait()
	l.Log.Info("summary", "served", served.Load(), "failed", failed.Load(), "alive", service.Alive())
}

func get(client *http.Client, ids laboratory.IDs, url string) (int64, error) {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	ids.Headers(request.Header)
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	return io.Copy(io.Discard, response.Body)
}

// capture keeps both forms of the heap profile, under the time of day.
func capture(service *laboratory.Process, number int) {
	clock := time.Now().UTC().Format("150405Z")
	service.Capture(fmt.Sprintf("heap-%d-%s.pb.gz", number, clock), "/debug/pprof/heap?gc=1")
	service.Capture(fmt.Sprintf("heap-%d-%s.txt", number, clock), "/debug/pprof/heap?debug=1")
}
