// Program of RPL-2026-0121: a Go client whose downstream is a JVM with a pool that waits for itself. It compiles and
// starts Main.java, asks with one, two, three and then six requests at once, and takes thread dumps with jstack. A JDK of
// version 17 or later must be installed.
//
// With -fixed the parts of a request have a pool of their own.
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
var quotes []byte

func main() {
	laboratory.Main(laboratory.Experiment{Seed: 121, Client: "lab-offers", Drive: drive})
}

// startQuotes compiles and starts the JVM.
func startQuotes(l *laboratory.Lab, deploy string) *laboratory.Process {
	room, err := os.MkdirTemp("", "quotes")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(room)
	source := filepath.Join(room, "Main.java")
	if err := os.WriteFile(source, quotes, 0o644); err != nil {
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
	return l.StartCommand("lab-quote-java", deploy, address, java)
}

func drive(l *laboratory.Lab) {
	deploy := "lab-quote-java-r9"
	if l.Fixed {
		deploy = "lab-quote-java-r10"
	}
	service := startQuotes(l, deploy)
	client := laboratory.Client(500 * time.Millisecond)
	round := func(together int) {
		var work sync.WaitGroup
		var ok, failed atomic.Int64
		for range together {
			work.Go(func() {
				ids := l.NewIDs()
				ctx := ids.With(context.Background())
				started := time.Now()
				status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+"/quote", nil)
				if err != nil || status != http.StatusOK {
					failed.Add(1)
					l.Log.ErrorContext(ctx, "no quote", "status", status, "took", time.Since(started), "error", fmt.Sprint(err))
					return
				}
				ok.Add(1)
				l.Log.InfoContext(ctx, "quote", "took", time.Since(started))
			})
		}
		work.Wait()
		l.Log.Info("round", "deploy_id", deploy, "together", together, "ok", ok.Load(), "failed", failed.Load())
	}
	dump := func(number int) {
		l.Note(fmt.Sprintf("jstack-%d.txt", number), exec.Command("jstack", "-l", strconv.Itoa(service.PID)))
	}
	round(1)
	for range 5 {
		round(2)
		round(3)
	}
	dump(1)
	round(6)
	dump(2)
	round(1) // the others have left, and nothing is free
	dump(3)
}
