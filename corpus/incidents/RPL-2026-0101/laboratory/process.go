package laboratory

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Spec says how a service is started.
type Spec struct {
	// Role is the name of the service, one of [Experiment.Roles].
	Role string
	// Deploy is its deployment id.
	Deploy string
	// DataLimit is RLIMIT_DATA in bytes: the private writable memory it may map; 0 for none.
	DataLimit uint64
	// Files is RLIMIT_NOFILE, soft and hard; 0 for that of this process.
	Files uint64
	// Debug is GODEBUG, beside the labels in tracebacks.
	Debug string
	// Env are more variables.
	Env []string
}

// Process is a service that runs.
type Process struct {
	// URL is where its clients go: http://127.0.0.1:port.
	URL string
	// Address is its host and port.
	Address string
	// PID is the process.
	PID int
	// Done is closed when it has ended.
	Done chan struct{}

	spec  Spec
	lab   *Lab
	debug string
	stdin io.Closer
}

// Start starts a service.
func (l *Lab) Start(spec Spec) *Process {
	traffic, debug := listen(), listen()
	defer traffic.Close()
	defer debug.Close()
	args := []string{}
	if l.Fixed {
		args = append(args, "-fixed")
	}
	executable, err := os.Executable()
	must(err)
	cmd := exec.Command(executable, args...)
	settings := "tracebacklabels=1"
	if spec.Debug != "" {
		settings += "," + spec.Debug
	}
	cmd.Env = append(os.Environ(), "LAB_ROLE="+spec.Role, "LAB_DEPLOY="+spec.Deploy, "LAB_FOLDER="+*folder, "GODEBUG="+settings)
	cmd.Env = append(cmd.Env, fmt.Sprint("LAB_DATA=", spec.DataLimit), fmt.Sprint("LAB_FILES=", spec.Files))
	cmd.Env = append(cmd.Env, spec.Env...)
	cmd.ExtraFiles = []*os.File{file(traffic), file(debug)}
	cmd.Stdout, cmd.Stderr = &wholeLines{to: l.stdout}, l.stderr
	stdin, err := cmd.StdinPipe()
	must(err)
	must(cmd.Start())
	p := &Process{
		URL: "http://" + traffic.Addr().String(), Address: traffic.Addr().String(), PID: cmd.Process.Pid,
		Done: make(chan struct{}), spec: spec, lab: l, debug: "http://" + debug.Addr().String(), stdin: stdin,
	}
	for _, extra := range cmd.ExtraFiles {
		extra.Close()
	}
	attrs := []any{"started", spec.Role, "deploy_id", spec.Deploy}
	if spec.DataLimit != 0 {
		attrs = append(attrs, "limit_data_bytes", spec.DataLimit)
	}
	if spec.Files != 0 {
		attrs = append(attrs, "limit_open_files", spec.Files)
	}
	l.Log.Info("service started", attrs...)
	l.mutex.Lock()
	l.running = append(l.running, p)
	l.mutex.Unlock()
	go p.reap(cmd)
	return p
}

func (p *Process) reap(cmd *exec.Cmd) {
	err := cmd.Wait()
	var exit *exec.ExitError
	switch {
	case err == nil:
		p.lab.Log.Info("service ended", "ended", p.spec.Role, "deploy_id", p.spec.Deploy, "exit_code", 0)
	case errors.As(err, &exit):
		p.lab.Log.Error("service died", "ended", p.spec.Role, "deploy_id", p.spec.Deploy, "exit", exit.ProcessState.String())
		p.lab.mutex.Lock()
		if exit.ExitCode() != 1 { // 1: it refused to start, which is for the experiment to judge
			p.lab.code = max(p.lab.code, exit.ExitCode())
		}
		p.lab.mutex.Unlock()
	}
	close(p.Done)
}

// Stop ends the process.
func (p *Process) Stop() {
	p.stdin.Close()
	select {
	case <-p.Done:
	case <-time.After(2 * time.Second):
		_ = syscall.Kill(p.PID, syscall.SIGKILL)
		<-p.Done
	}
}

// Alive says whether it runs.
func (p *Process) Alive() bool {
	select {
	case <-p.Done:
		return false
	default:
		return true
	}
}

func (l *Lab) stopAll() {
	for _, p := range l.running {
		p.Stop()
	}
}

// Capture stores what a debug address of the service answers, such as /debug/pprof/goroutine?debug=2, and returns
// it. A text that holds goroutines gets a first line with the time; other forms are kept byte by byte.
func (p *Process) Capture(name, path string) []byte {
	at := time.Now().UTC()
	client := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(p.debug + path)
	if err != nil {
		p.lab.Log.Warn("no capture", "file", name, "error", err.Error())
		return nil
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	must(err)
	if strings.Contains(path, "goroutine") {
		head := fmt.Sprintf("# captured_at=%s service=%s deploy_id=%s GET %s\n", at.Format(Clock), p.spec.Role, p.spec.Deploy, path)
		content = append([]byte(head), content...)
	}
	p.lab.Write(name, content)
	p.lab.Log.Info("captured", "file", name, "of", p.spec.Role, "deploy_id", p.spec.Deploy, "bytes", len(content))
	return content
}

func listen() *net.TCPListener {
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	must(err)
	return listener
}

func file(listener *net.TCPListener) *os.File {
	f, err := listener.File()
	must(err)
	return f
}

// limit sets a limit of this process, for good, to what a variable says. The Go runtime raises the soft limit of
// open files to the hard one when it starts; that is why both are set here, afterwards.
func limit(resource int, variable string) {
	value, err := strconv.ParseUint(os.Getenv(variable), 10, 64)
	if err != nil || value == 0 {
		return
	}
	must(syscall.Setrlimit(resource, &syscall.Rlimit{Cur: value, Max: value}))
}
