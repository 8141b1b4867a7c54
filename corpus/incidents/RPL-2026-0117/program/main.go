// Program of RPL-2026-0117: a service reads scanners through descriptors in blocking mode, each read in a goroutine of
// its own with a timeout around it. The timeout answers the client; the read, and the thread below it, stay. At 60
// threads the runtime ends the process (the default limit is 10000).
//
// With -fixed the descriptors are in the hands of the poller and the deadline reaches the read.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 117, Client: "lab-desk",
		Roles: map[string]func(*laboratory.Service){"lab-scanner": scanner},
		Drive: drive,
	})
}

var errSlow = errors.New("scanner does not answer")

// openScanner opens a scanner. Number 3 is switched off: nobody ever writes into its pipe.
func openScanner(number int) (int, error) {
	var pipe [2]int
	if err := syscall.Pipe(pipe[:]); err != nil {
		return 0, err
	}
	if number != 3 {
		if _, err := syscall.Write(pipe[1], []byte("4006381333931")); err != nil {
			return 0, err
		}
	}
	return pipe[0], nil // the other end stays open, as a device does
}

// scan reads one code and gives up after 100 ms.
func scan(descriptor int) (string, error) {
	type result struct {
		code string
		err  error
	}
	results := make(chan result, 1) // the goroutine could leave, if its read came back
	go func() {
		code := make([]byte, 32)
		n, err := syscall.Read(descriptor, code) // a system call: holds a thread until somebody writes
		results <- result{string(code[:max(n, 0)]), err}
	}()
	select {
	case r := <-results:
		return r.code, r.err
	case <-time.After(100 * time.Millisecond):
		return "", errSlow
	}
}

// scanPolled reads one code; the poller waits, and the deadline ends it.
func scanPolled(descriptor int) (string, error) {
	if err := syscall.SetNonblock(descriptor, true); err != nil {
		return "", err
	}
	device := os.NewFile(uintptr(descriptor), "scanner")
	defer device.Close()
	if err := device.SetReadDeadline(time.Now().Add(100 * time.Millisecond)); err != nil {
		return "", err
	}
	code := make([]byte, 32)
	n, err := device.Read(code)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return "", errSlow
	}
	return string(code[:n]), err
}

func scanner(s *laboratory.Service) {
	debug.SetMaxThreads(60)
	read := scan
	if s.Fixed {
		read = scanPolled
	}
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		number := 0
		_, _ = fmt.Sscan(r.URL.Query().Get("scanner"), &number)
		descriptor, err := openScanner(number)
		if err == nil {
			var code string
			if code, err = read(descriptor); err == nil {
				fmt.Fprint(w, code)
				return
			}
		}
		s.Log.WarnContext(r.Context(), "scan failed", "scanner", number, "goroutines", runtime.NumGoroutine(), "error", err.Error())
		http.Error(w, err.Error(), http.StatusGatewayTimeout)
	}))
}

// threads is what the kernel counts for a process.
func threads(pid int) string {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(status), "Threads:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}

func drive(l *laboratory.Lab) {
	deploy := "lab-scanner-r2"
	if l.Fixed {
		deploy = "lab-scanner-r3"
	}
	service := l.Start(laboratory.Spec{Role: "lab-scanner", Deploy: deploy})
	client := laboratory.Client(time.Second)
	var ok, slow, failed atomic.Int64
	for n := 1; n <= 260 && failed.Load() < 5; n++ {
		ids := l.NewIDs()
		ctx := ids.With(context.Background())
		go func() {
			status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, fmt.Sprintf("%s/scan?scanner=%d", service.URL, n%4), nil)
			switch {
			case err != nil:
				failed.Add(1)
				l.Log.ErrorContext(ctx, "no answer", "scanner", n%4, "error", err.Error())
			case status == http.StatusOK:
				ok.Add(1)
			default:
				slow.Add(1)
			}
		}()
		if n%20 == 0 {
			l.Log.Info("threads", "of", "lab-scanner", "deploy_id", deploy, "threads", threads(service.PID), "requests", n)
		}
		if n == 60 || n == 120 || n == 180 {
			service.Capture(fmt.Sprintf("goroutines-%d.txt", n/60), "/debug/pprof/goroutine?debug=2")
			service.Capture(fmt.Sprintf("threadcreate-%d.txt", n/60), "/debug/pprof/threadcreate?debug=1")
		}
		time.Sleep(12 * time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond)
	l.Log.Info("summary", "ok", ok.Load(), "slow", slow.Load(), "failed", failed.Load(), "alive", service.Alive())
}
