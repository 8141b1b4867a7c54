// Program of RPL-2026-0118: a service with a quota of half a core, which it uses to two thirds on average. Every half
// second it makes thumbnails with as many workers as the machine has cores; the burst uses the quota of a period up,
// and the kernel stops the whole process until the next one, with all requests in it.
//
// With -fixed one worker makes the same thumbnails, with a pause after each. Setting a quota needs the right to make a
// group below /sys/fs/cgroup/cpu (cgroup v1); without it the program says so and runs without a quota.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 118, Client: "lab-mobile",
		Roles: map[string]func(*laboratory.Service){"lab-thumbs": thumbs},
		Drive: drive,
	})
}

var sink atomic.Uint64

// compute does about as much work as a core does in that time.
func compute(work time.Duration) {
	sum := uint64(1)
	for range int(work.Microseconds()) {
		for range 600 {
			sum = sum*2862933555777941757 + 3037000493
		}
	}
	sink.Add(sum)
}

// thumbnails makes eight of them, 25 ms of work each.
func thumbnails(fixed bool) {
	if fixed {
		for range 8 {
			compute(25 * time.Millisecond)
			time.Sleep(40 * time.Millisecond) // never more than a part of a period's quota at once
		}
		return
	}
	var work sync.WaitGroup
	queue := make(chan struct{}, 8)
	for range 8 {
		queue <- struct{}{}
	}
	close(queue)
	for range runtime.NumCPU() { // the cores of the machine, not those of the quota
		work.Go(func() {
			for range queue {
				compute(25 * time.Millisecond)
			}
		})
	}
	work.Wait()
}

func thumbs(s *laboratory.Service) {
	time.Sleep(200 * time.Millisecond) // until the quota is there
	s.Log.Info("starting", "num_cpu", runtime.NumCPU(), "gomaxprocs", runtime.GOMAXPROCS(0))
	go func() {
		for range time.Tick(500 * time.Millisecond) {
			started := time.Now()
			thumbnails(s.Fixed)
			s.Log.Info("thumbnails made", "took", time.Since(started))
		}
	}()
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		compute(2 * time.Millisecond)
		if took := time.Since(started); took > 20*time.Millisecond {
			s.Log.WarnContext(r.Context(), "2 ms of work took longer", "took", took)
		}
		fmt.Fprint(w, "ok")
	}))
}

// group is a cgroup of the laboratory.
type group string

// newGroup makes a cgroup with a quota of 50 ms in each 100 ms.
func newGroup() (group, error) {
	folder := filepath.Join("/sys/fs/cgroup/cpu", fmt.Sprint("lab-thumbs-", os.Getpid()))
	if err := os.Mkdir(folder, 0o755); err != nil {
		return "", err
	}
	return group(folder), os.WriteFile(filepath.Join(folder, "cpu.cfs_quota_us"), []byte("50000"), 0o644)
}

func (g group) add(pid int) error {
	return os.WriteFile(filepath.Join(string(g), "cgroup.procs"), []byte(strconv.Itoa(pid)), 0o644)
}

// stat reads cpu.stat.
func (g group) stat() string {
	content, _ := os.ReadFile(filepath.Join(string(g), "cpu.stat"))
	return string(content)
}

func (g group) value(name string) int64 {
	_, rest, _ := strings.Cut(g.stat(), name+" ")
	line, _, _ := strings.Cut(rest, "\n")
	value, _ := strconv.ParseInt(line, 10, 64)
	return value
}

func drive(l *laboratory.Lab) {
	deploy := "lab-thumbs-r11"
	if l.Fixed {
		deploy = "lab-thumbs-r12"
	}
	service := l.Start(laboratory.Spec{Role: "lab-thumbs", Deploy: deploy})
	quota, err := newGroup()
	if err == nil {
		defer os.Remove(string(quota))
		err = quota.add(service.PID)
	}
	if err != nil {
		l.Log.Warn("no quota", "error", err.Error())
	}
	l.Write("cgroup.txt", []byte("cpu.cfs_period_us 100000\ncpu.cfs_quota_us 50000\n"))
	time.Sleep(400 * time.Millisecond)
	client := laboratory.Client(2 * time.Second)
	stats := strings.Builder{}
	done := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(250 * time.Millisecond):
				l.Log.Info("cpu", "of", "lab-thumbs", "deploy_id", deploy, "nr_periods", quota.value("nr_periods"), "nr_throttled", quota.value("nr_throttled"),
					"throttled_ms", quota.value("throttled_time")/1_000_000, "cpu_ms", cpuTime(service.PID).Milliseconds())
				fmt.Fprintf(&stats, "# %s\n%s", time.Now().UTC().Format(laboratory.Clock), quota.stat())
			}
		}
	})
	var latencies laboratory.Latencies
	var work sync.WaitGroup
	began, cpu := time.Now(), cpuTime(service.PID)
	for n := range 200 {
		work.Go(func() {
			ids := l.NewIDs()
			ctx := ids.With(context.Background())
			started := time.Now()
			status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, service.URL+"/thumb", nil)
			took := time.Since(started)
			latencies.Add(took)
			if err != nil || status != http.StatusOK || took > 40*time.Millisecond || n%20 == 0 {
				l.Log.InfoContext(ctx, "thumb", "status", status, "took", took)
			}
		})
		time.Sleep(25 * time.Millisecond)
	}
	work.Wait()
	close(done)
	watch.Wait()
	share := float64(cpuTime(service.PID)-cpu) / float64(time.Since(began))
	l.Log.Info("summary", append([]any{"deploy_id", deploy, "cores_used", float64(int(share*100)) / 100, "quota_cores", 0.5,
		"nr_periods", quota.value("nr_periods"), "nr_throttled", quota.value("nr_throttled"), "throttled_ms", quota.value("throttled_time") / 1_000_000}, latencies.Attrs()...)...)
	l.Write("cpu-stat.txt", []byte(stats.String()))
	service.Stop()
}

// cpuTime is what a process has used, from /proc/PID/stat in ticks of 10 ms.
func cpuTime(pid int) time.Duration {
	content, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, rest, _ := strings.Cut(string(content), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}
