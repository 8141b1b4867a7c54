// Program of RPL-2026-0112: a Go client that sees its latency jump, beside the gc.log and the jstat of the JVM that it
// asks. It compiles and starts Main.java. A JDK of version 17 or later must be installed.
//
// With -fixed the JVM's cache is bounded; the heap is the same.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

//go:embed Main.java
var recommender []byte

func main() {
	laboratory.Main(laboratory.Experiment{Seed: 112, Client: "lab-shop", Drive: drive})
}

func drive(l *laboratory.Lab) {
	deploy, variant := "lab-recommender-r19", "plain"
	if l.Fixed {
		deploy, variant = "lab-recommender-r20", "fixed"
	}
	room, err := os.MkdirTemp("", "recommender")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(room)
	source := filepath.Join(room, "Main.java")
	if err := os.WriteFile(source, recommender, 0o644); err != nil {
		panic(err)
	}
	if output, err := exec.Command("javac", "-d", room, source).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "no JDK: %v\n%s", err, output)
		os.Exit(1)
	}
	address := laboratory.FreeAddress()
	_, port, _ := net.SplitHostPort(address)
	gcLog := filepath.Join(room, "gc.log")
	java := exec.Command("java", "-Xms128m", "-Xmx128m", "-XX:+UseG1GC", "-Xlog:gc*:file="+gcLog+":uptime,level,tags",
		"-Dsun.net.httpserver.nodelay=true", // without it each answer waits 40 ms for an acknowledgement
		"-cp", room, "Main", port, variant, deploy)
	service := l.StartCommand("lab-recommender", deploy, address, java)

	var jstat bytes.Buffer
	watch := exec.Command("jstat", "-gcutil", "-t", strconv.Itoa(service.PID), "250")
	watch.Stdout = &jstat
	if err := watch.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "no jstat:", err)
	}
	client := laboratory.Client(250 * time.Millisecond)
	var latencies [6]laboratory.Latencies
	var failed, number atomic.Int64
	var work sync.WaitGroup
	for range 30 { // the first requests compile and load classes
		_, _, _ = laboratory.Call(context.Background(), &http.Client{}, l.NewIDs(), http.MethodGet, service.URL+"/recommend", nil)
	}
	began := time.Now()
	until := began.Add(6 * time.Second)
	for range 4 {
		work.Go(func() {
			for time.Now().Before(until) {
				ids := l.NewIDs()
				ctx := ids.With(context.Background())
				started := time.Now()
				status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+"/recommend", nil)
				took := time.Since(started)
				latencies[min(int(started.Sub(began)/time.Second), 5)].Add(took)
				if err != nil || status != http.StatusOK {
					failed.Add(1)
					l.Log.ErrorContext(ctx, "no recommendation", "status", status, "took", took, "error", fmt.Sprint(err))
				} else if took > 40*time.Millisecond || number.Add(1)%100 == 0 {
					l.Log.InfoContext(ctx, "recommendation", "took", took)
				}
				time.Sleep(12 * time.Millisecond)
			}
		})
	}
	work.Wait()
	if watch.Process != nil {
		_ = watch.Process.Kill()
		_ = watch.Wait()
	}
	service.Stop()
	for second := range latencies {
		l.Log.Info("second", append([]any{"second", second + 1, "deploy_id", deploy}, latencies[second].Attrs()...)...)
	}
	l.Log.Info("summary", "failed", failed.Load())
	l.Write("jstat-gcutil.txt", jstat.Bytes())
	if content, err := os.ReadFile(gcLog); err == nil {
		l.Write("gc.log", content)
		fmt.Fprintf(os.Stderr, "%s", content)
	}
}
