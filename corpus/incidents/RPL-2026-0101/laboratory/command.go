package laboratory

import (
	"net"
	"net/http"
	"os/exec"
	"time"
)

// FreeAddress is a loopback address on which nobody listens now.
func FreeAddress() string {
	listener := listen()
	defer listener.Close()
	return listener.Addr().String()
}

// StartCommand starts a service that is another program, such as a JVM, which serves HTTP at address. It ends when
// its standard input is closed, and its output belongs to the log.
func (l *Lab) StartCommand(role, deploy, address string, cmd *exec.Cmd) *Process {
	cmd.Stdout, cmd.Stderr = &wholeLines{to: l.stdout}, l.stderr
	stdin, err := cmd.StdinPipe()
	must(err)
	must(cmd.Start())
	p := &Process{
		URL: "http://" + address, Address: address, PID: cmd.Process.Pid,
		Done: make(chan struct{}), spec: Spec{Role: role, Deploy: deploy}, lab: l, stdin: stdin,
	}
	l.Log.Info("service started", "started", role, "deploy_id", deploy)
	l.mutex.Lock()
	l.running = append(l.running, p)
	l.mutex.Unlock()
	go p.reap(cmd)
	for range 200 { // until it listens
		if conn, err := net.DialTimeout("tcp", address, time.Second); err == nil {
			conn.Close()
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	return p
}

// Note writes what a command such as jstack printed into an evidence file, and says so in the log.
func (l *Lab) Note(name string, cmd *exec.Cmd) []byte {
	content, err := cmd.CombinedOutput()
	if err != nil {
		l.Log.Warn("no capture", "file", name, "error", err.Error())
		return nil
	}
	l.Write(name, content)
	l.Log.Info("captured", "file", name, "of", cmd.Args[0], "bytes", len(content))
	return content
}

// Folder is where evidence goes, or "".
func (l *Lab) Folder() string { return *folder }

// Name is the name of an evidence file in this variant.
func (l *Lab) Name(name string) string {
	if l.Fixed {
		return "fixed-" + name
	}
	return name
}

// Client is an HTTP client with a timeout that does not wait for others.
func Client(timeout time.Duration) *http.Client {
	return &http.Client{Timeout: timeout, Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
}
