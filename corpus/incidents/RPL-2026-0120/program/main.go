// Program of RPL-2026-0120: a Go client of a JVM that runs out of heap. It compiles and starts Main.java, takes class
// histograms with jmap while the heap fills, and reports what the requests saw. A JDK of version 17 or later must be
// installed.
//
// With -fixed the JVM keeps 5,000 baskets.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

//go:embed Main.java
var basket []byte

func main() {
	laboratory.Main(laboratory.Experiment{Seed: 120, Client: "lab-web", Drive: drive})
}

func drive(l *laboratory.Lab) {
	deploy, variant := "lab-basket-r14", "plain"
	if l.Fixed {
		deploy, variant = "lab-basket-r15", "fixed"
	}
	room, err := os.MkdirTemp("", "basket")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(room)
	source := filepath.Join(room, "Main.java")
	if err := os.WriteFile(source, basket, 0o644); err != nil {
		panic(err)
	}
	if output, err := exec.Command("javac", "-d", room, source).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "no JDK: %v\n%s", err, output)
		os.Exit(1)
	}
	address := laboratory.FreeAddress()
	_, port, _ := net.SplitHostPort(address)
	service := l.StartCommand("lab-basket", deploy, address, exec.Command("java", "-Xmx64m", "-XX:+UseSerialGC",
		"-Dsun.net.httpserver.nodelay=true", "-cp", room, "Main", port, variant, deploy))
	client := laboratory.Client(500 * time.Millisecond)
	served, failed := 0, 0
	for n := 1; n <= 3600 && failed < 6; n++ {
		ids := l.NewIDs()
		ctx := ids.With(context.Background())
		started := time.Now()
		status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, fmt.Sprintf("%s/basket?s%d", service.URL, n), nil)
		took := time.Since(started)
		switch {
		case err != nil || status != http.StatusOK:
			failed++
			l.Log.ErrorContext(ctx, "no basket", "n", n, "status", status, "took", took, "error", fmt.Sprint(err))
		case n%300 == 0 || took > 100*time.Millisecond:
			l.Log.InfoContext(ctx, "basket", "n", n, "took", took)
			served++
		default:
			served++
		}
		if n == 600 || n == 1500 || n == 2400 {
			histogram(l, fmt.Sprintf("jmap-histo-%d.txt", map[int]int{600: 1, 1500: 2, 2400: 3}[n]), service.PID)
		}
	}
	l.Log.Info("summary", "served", served, "failed", failed, "alive", service.Alive())
	l.Note("jstack-end.txt", exec.Command("jstack", strconv.Itoa(service.PID)))
}

// histogram stores the 30 classes with most bytes, and the time, as jmap does not print it.
func histogram(l *laboratory.Lab, name string, pid int) {
	output, err := exec.Command("jmap", "-histo", strconv.Itoa(pid)).Output()
	if err != nil {
		l.Log.Warn("no capture", "file", name, "error", err.Error())
		return
	}
	lines := strings.Split(strings.TrimRight(string(output), "\n"), "\n")
	head := fmt.Sprintf("# captured_at=%s jmap -histo, first 30 of %d classes and the total\n", time.Now().UTC().Format(laboratory.Clock), len(lines)-3)
	kept := append(slices.Clone(lines[:min(32, len(lines))]), lines[len(lines)-1])
	l.Write(name, []byte(head+strings.Join(kept, "\n")+"\n"))
	l.Log.Info("captured", "file", name, "classes", len(lines)-3)
}
