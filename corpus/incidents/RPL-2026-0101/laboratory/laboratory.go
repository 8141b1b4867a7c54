// Package laboratory runs a service that fails and the clients that suffer from it in two processes, so that the
// clients can tell what they saw after the service has died.
//
// The program of an incident registers its services with [Experiment.Roles] and drives them from
// [Experiment.Drive]. Each service runs in a child process with its own deployment id and its own limits. All
// log lines are JSON with the time in UTC and, where they belong to a request, its request_id and trace_id.
package laboratory

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	runtimepprof "runtime/pprof"
)

// Clock is how all evidence writes a time.
const Clock = "2006-01-02T15:04:05.000Z"

var (
	fixed  = flag.Bool("fixed", false, "run the mended variant")
	folder = flag.String("out", "", "folder in which evidence is written (default: none, only the log is printed)")
)

// Experiment is one incident: services by name, and what their clients do to them.
type Experiment struct {
	// Seed makes the request and trace ids of the incident, the same on each run.
	Seed uint64
	// Client is the service name of the driving process in the log.
	Client string
	// Roles are the services that [Lab.Start] can start. They return when the process may end.
	Roles map[string]func(*Service)
	// Drive starts the services and uses them.
	Drive func(*Lab)
}

// Main runs the experiment, or the service for which this process was started.
func Main(e Experiment) {
	flag.Parse()
	if role := os.Getenv("LAB_ROLE"); role != "" {
		serve(role, e.Roles[role])
		return
	}
	lab := &Lab{Fixed: *fixed, ids: rand.New(rand.NewPCG(e.Seed, e.Seed))}
	lab.stdout, lab.stderr = io.Writer(os.Stdout), io.Writer(os.Stderr)
	if *folder != "" {
		lab.stdout = io.MultiWriter(os.Stdout, lab.create("app.log.jsonl"))
		lab.stderrFile = lab.path("stderr.txt")
		lab.stderr = io.MultiWriter(os.Stderr, &lazyFile{path: lab.stderrFile})
	}
	lab.stdout = &lines{to: lab.stdout}
	lab.Log = newLog(lab.stdout).With("service", e.Client)
	e.Drive(lab)
	lab.stopAll()
	os.Exit(lab.code)
}

// Lab is the driving process.
type Lab struct {
	// Fixed tells the mended variant.
	Fixed bool
	// Log is the log of the clients.
	Log *slog.Logger

	stdout, stderr io.Writer
	stderrFile     string
	ids            *rand.Rand
	mutex          sync.Mutex
	running        []*Process
	code           int
}

// IDs are the keys that join the evidence of one request.
type IDs struct {
	Request, Trace, Span string
}

// NewIDs makes the ids of the next request.
func (l *Lab) NewIDs() IDs {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return IDs{
		Request: fmt.Sprintf("req-%08x", l.ids.Uint32()),
		Trace:   fmt.Sprintf("%016x%016x", l.ids.Uint64()|1, l.ids.Uint64()),
		Span:    fmt.Sprintf("%016x", l.ids.Uint64()|1),
	}
}

// Headers puts the ids into a request.
func (i IDs) Headers(header http.Header) {
	header.Set("X-Request-Id", i.Request)
	header.Set("Traceparent", "00-"+i.Trace+"-"+i.Span+"-01")
}

type idsKey struct{}

// With returns a context that carries the ids for the log.
func (i IDs) With(ctx context.Context) context.Context {
	return context.WithValue(ctx, idsKey{}, i)
}

// FromContext returns the ids of the request that is served.
func FromContext(ctx context.Context) IDs {
	ids, _ := ctx.Value(idsKey{}).(IDs)
	return ids
}

// path is where an evidence file goes, or "" where none is wanted. Files of the mended variant begin with "fixed-".
func (l *Lab) path(name string) string {
	if *folder == "" {
		return ""
	}
	if l.Fixed {
		name = "fixed-" + name
	}
	return filepath.Join(*folder, name)
}

// Write stores an evidence file.
func (l *Lab) Write(name string, content []byte) {
	if path := l.path(name); path != "" {
		must(os.MkdirAll(*folder, 0o755))
		must(os.WriteFile(path, content, 0o644))
	}
}

func (l *Lab) create(name string) *os.File {
	must(os.MkdirAll(*folder, 0o755))
	file, err := os.Create(l.path(name))
	must(err)
	return file
}

// lazyFile is created with the first byte, so that an empty one is not left behind.
type lazyFile struct {
	path string
	file *os.File
}

func (f *lazyFile) Write(p []byte) (int, error) {
	if f.file == nil {
		must(os.MkdirAll(filepath.Dir(f.path), 0o755))
		file, err := os.Create(f.path)
		must(err)
		f.file = file
	}
	return f.file.Write(p)
}

// lines lets several writers share one log without mixing their lines.
type lines struct {
	mutex sync.Mutex
	to    io.Writer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.to.Write(p)
}

// newLog writes JSON lines with the time in UTC to the millisecond.
func newLog(to io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		switch a.Value.Kind() {
		case slog.KindTime:
			return slog.String(a.Key, a.Value.Time().UTC().Format(Clock))
		case slog.KindDuration:
			return slog.Float64(a.Key+"_ms", float64(a.Value.Duration().Microseconds())/1000)
		}
		return a
	}}
	return slog.New(withIDs{slog.NewJSONHandler(to, options)})
}

// withIDs adds the ids that the context carries.
type withIDs struct{ slog.Handler }

func (h withIDs) Handle(ctx context.Context, record slog.Record) error {
	if ids := FromContext(ctx); ids.Request != "" {
		record.AddAttrs(slog.String("request_id", ids.Request), slog.String("trace_id", ids.Trace))
	}
	return h.Handler.Handle(ctx, record)
}

func (h withIDs) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withIDs{h.Handler.WithAttrs(attrs)}
}

// Service is a process that was started by [Lab.Start].
type Service struct {
	// Fixed tells the mended variant.
	Fixed bool
	// Log carries the name and the deployment id of the service.
	Log *slog.Logger
	// Listener is where its clients come in.
	Listener net.Listener
	// Deploy is its deployment id.
	Deploy string
	// Stop is closed when the process shall end.
	Stop <-chan struct{}

	debug net.Listener
}

func serve(role string, run func(*Service)) {
	limit(syscall.RLIMIT_DATA, "LAB_DATA")
	limit(syscall.RLIMIT_NOFILE, "LAB_FILES")
	stop := make(chan struct{})
	s := &Service{
		Fixed: *fixed, Deploy: os.Getenv("LAB_DEPLOY"), Stop: stop,
		Log: newLog(os.Stdout).With("service", role, "deploy_id", os.Getenv("LAB_DEPLOY")),
	}
	s.Listener, s.debug = inherited(3), inherited(4)
	go func() { // the driving process closes our standard input
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(stop)
	}()
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(s.debug) }()
	run(s)
}

func inherited(descriptor uintptr) net.Listener {
	file := os.NewFile(descriptor, "listener")
	defer file.Close()
	listener, err := net.FileListener(file)
	must(err)
	return listener
}

// Serve answers requests until the process shall end. Each handler runs with its ids in the context, in the log
// and, as profiler labels, in dumps of goroutines.
func (s *Service) Serve(handler http.Handler) {
	server := &http.Server{Handler: s.Traced(handler), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(s.Listener); err != http.ErrServerClosed {
			s.Log.Error("server stopped", "error", err.Error())
		}
	}()
	<-s.Stop
}

// Traced takes the ids from the headers.
func (s *Service) Traced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ids := IDs{Request: r.Header.Get("X-Request-Id")}
		if parts := strings.Split(r.Header.Get("Traceparent"), "-"); len(parts) == 4 {
			ids.Trace, ids.Span = parts[1], parts[2]
		}
		ctx := ids.With(r.Context())
		if ids.Request == "" {
			next.ServeHTTP(w, r)
			return
		}
		labels := runtimepprof.Labels("request_id", ids.Request, "trace_id", ids.Trace)
		runtimepprof.Do(ctx, labels, func(ctx context.Context) { next.ServeHTTP(w, r.WithContext(ctx)) })
	})
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
