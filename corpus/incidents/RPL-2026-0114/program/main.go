// Program of RPL-2026-0114: a fetcher returns on every status but 200 without closing the body of the response. The
// connection cannot be used again and stays open: one file descriptor for each such answer, until the limit of 64.
//
// With -fixed the body is closed on every path.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 114, Client: "lab-web",
		Roles: map[string]func(*laboratory.Service){"lab-fetcher": fetcher, "lab-images": images},
		Drive: drive,
	})
}

var client = &http.Client{Timeout: 2 * time.Second}

// fetch gets an image.
func fetch(url string, fixed bool) (int, error) {
	response, err := client.Get(url)
	if err != nil {
		return 0, err
	}
	if fixed {
		defer func() {
			_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10)) // so that the connection can be used again
			_ = response.Body.Close()
		}()
	}
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("images: %s", response.Status) // the body stays open
	}
	defer response.Body.Close()
	n, err := io.Copy(io.Discard, response.Body)
	return int(n), err
}

func fetcher(s *laboratory.Service) {
	url := os.Getenv("IMAGES_URL")
	go func() {
		for range time.Tick(200 * time.Millisecond) {
			s.Log.Info("runtime", "goroutines", runtime.NumGoroutine())
		}
	}()
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		size, err := fetch(url+r.URL.Path, s.Fixed)
		if err != nil {
			s.Log.ErrorContext(r.Context(), "fetch failed", "path", r.URL.Path, "error", err.Error())
			http.Error(w, "no image", http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, size)
	}))
}

// images answers 404 with a page of 4 KiB for what it does not have.
func images(s *laboratory.Service) {
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/old/") {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, strings.Repeat("not here. ", 400))
			return
		}
		fmt.Fprint(w, strings.Repeat("pixels. ", 1000))
	}))
}

// descriptors lists what the process has open, by kind, as `ls -l /proc/PID/fd` shows it.
func descriptors(pid int) (list []string, sockets int) {
	folder := fmt.Sprintf("/proc/%d/fd", pid)
	entries, _ := os.ReadDir(folder)
	for _, entry := range entries {
		target, err := os.Readlink(folder + "/" + entry.Name())
		if err != nil {
			continue
		}
		if strings.HasPrefix(target, "socket:") {
			sockets++
		}
		list = append(list, fmt.Sprintf("%3s -> %s", entry.Name(), target))
	}
	sort.Strings(list)
	return list, sockets
}

func drive(l *laboratory.Lab) {
	deploy := "lab-fetcher-r6"
	if l.Fixed {
		deploy = "lab-fetcher-r7"
	}
	downstream := l.Start(laboratory.Spec{Role: "lab-images", Deploy: "lab-images-r1"})
	service := l.Start(laboratory.Spec{Role: "lab-fetcher", Deploy: deploy, Files: 64, Env: []string{"IMAGES_URL=" + downstream.URL}})
	web := &http.Client{Timeout: 400 * time.Millisecond, Transport: &http.Transport{DisableKeepAlives: true}}
	var ok, failed atomic.Int64
	snapshot := func(name string) {
		list, _ := descriptors(service.PID)
		head := fmt.Sprintf("# captured_at=%s service=lab-fetcher deploy_id=%s limit=64 open=%d\n", time.Now().UTC().Format(laboratory.Clock), deploy, len(list))
		l.Write(name, []byte(head+strings.Join(list, "\n")+"\n"))
	}
	for n := 1; n <= 160; n++ {
		path := fmt.Sprintf("/new/%d.png", n)
		if n%2 == 0 {
			path = fmt.Sprintf("/old/%d.png", n) // a page that links to images that have moved
		}
		ids := l.NewIDs()
		ctx := ids.With(context.Background())
		started := time.Now()
		status, _, err := laboratory.Call(ctx, web, ids, http.MethodGet, service.URL+path, nil)
		wanted := http.StatusOK
		if n%2 == 0 {
			wanted = http.StatusBadGateway // for a 404 of images; no failure of ours
		}
		if err != nil || (status != wanted) {
			failed.Add(1)
			l.Log.ErrorContext(ctx, "no answer", "path", path, "status", status, "took", time.Since(started), "error", fmt.Sprint(err))
		} else {
			ok.Add(1)
		}
		if n%10 == 0 {
			list, sockets := descriptors(service.PID)
			l.Log.Info("descriptors", "of", "lab-fetcher", "deploy_id", deploy, "open", len(list), "sockets", sockets, "limit", 64, "requests", n)
		}
		switch n {
		case 20, 60, 90:
			service.Capture(fmt.Sprintf("goroutines-%d.txt", map[int]int{20: 1, 60: 2, 90: 3}[n]), "/debug/pprof/goroutine?debug=2")
			snapshot(fmt.Sprintf("fd-%d.txt", map[int]int{20: 1, 60: 2, 90: 3}[n]))
		case 130: // looking in needs a descriptor too
			service.Capture("goroutines-4.txt", "/debug/pprof/goroutine?debug=2")
			snapshot("fd-4.txt")
		}
		if failed.Load() >= 20 {
			break
		}
		time.Sleep(12 * time.Millisecond)
	}
	snapshot("fd-end.txt")
	l.Log.Info("summary", "ok", ok.Load(), "failed", failed.Load())
}
