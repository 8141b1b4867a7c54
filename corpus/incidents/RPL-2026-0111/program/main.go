// Program of RPL-2026-0111: a Go client whose downstream is a JVM. It compiles and starts Main.java beside it, sends
// transfers and questions for balances, and takes thread dumps with jstack when its requests time out. A JDK of version
// 17 or later must be installed.
//
// With -fixed the ledger locks accounts in the order of their names.
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
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

//go:embed Main.java
var ledger []byte

func main() {
	laboratory.Main(laboratory.Experiment{Seed: 111, Client: "lab-payments", Drive: drive})
}

// startLedger compiles and starts the JVM.
func startLedger(l *laboratory.Lab, deploy string) *laboratory.Process {
	room, err := os.MkdirTemp("", "ledger")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(room)
	source := filepath.Join(room, "Main.java")
	if err := os.WriteFile(source, ledger, 0o644); err != nil {
		panic(err)
	}
	if output, err := exec.Command("javac", "-d", room, source).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "no JDK: %v\n%s", err, output)
		os.Exit(1)
	}
	address, variant := laboratory.FreeAddress(), "plain"
	if l.Fixed {
		variant = "fixed"
	}
	_, port, _ := net.SplitHostPort(address)
	java := exec.Command("java", "-Xmx64m", "-cp", room, "Main", port, variant, deploy)
	return l.StartCommand("lab-ledger", deploy, address, java)
}

func drive(l *laboratory.Lab) {
	deploy := "lab-ledger-r4"
	if l.Fixed {
		deploy = "lab-ledger-r5"
	}
	service := startLedger(l, deploy)
	client := laboratory.Client(600 * time.Millisecond)
	var work sync.WaitGroup
	var ok, failed atomic.Int64
	ask := func(path string) {
		ids := l.NewIDs()
		ctx := ids.With(context.Background())
		started := time.Now()
		status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+path, nil)
		if err != nil || status != http.StatusOK {
			failed.Add(1)
			l.Log.ErrorContext(ctx, "no answer", "path", path, "status", status, "took", time.Since(started), "error", fmt.Sprint(err))
			return
		}
		ok.Add(1)
		l.Log.InfoContext(ctx, "answer", "path", path, "took", time.Since(started))
	}
	dump := func(number int) {
		l.Note(fmt.Sprintf("jstack-%d.txt", number), exec.Command("jstack", "-l", strconv.Itoa(service.PID)))
	}
	for range 6 { // one at a time all is well
		ask("/transfer/alice/bob")
		ask("/balance/bob")
	}
	dump(1)
	l.Log.Warn("two transfers in opposite directions")
	for n := range 16 {
		path := []string{"/transfer/alice/bob", "/transfer/bob/alice", "/balance/alice", "/balance/carol"}[n%4]
		work.Go(func() { ask(path) })
		if n > 1 {
			time.Sleep(60 * time.Millisecond)
		}
	}
	dump(2)
	work.Wait()
	l.Log.Info("summary", "ok", ok.Load(), "failed", failed.Load())
	for range 3 {
		ask("/balance/carol")
	}
	dump(3)
}
