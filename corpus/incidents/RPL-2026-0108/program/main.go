// Program of RPL-2026-0108: the same source, built once with the defaults of go 1.21 and once with those of today. From
// go 1.22 on a TLS server with the default cipher suites offers no RSA key exchange any more, and old terminals that know
// nothing else cannot connect.
//
// A plain run starts the first deployment with GODEBUG=tlsrsakex=1, which is what the older go line stands for, and
// the second without it. program/capture.sh makes two real builds instead. With -fixed the server names the two suites
// that the terminals need for as long as they are in use.
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 108, Client: "lab-terminals",
		Roles: map[string]func(*laboratory.Service){"lab-acquirer": acquirer},
		Drive: drive,
	})
}

// certificate makes a certificate with an RSA key, as the terminals need.
func certificate() tls.Certificate {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(108), Subject: pkix.Name{CommonName: "lab-acquirer"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// tlsErrors gives net/http's complaints to the service's log.
type tlsErrors struct{ s *laboratory.Service }

func (t tlsErrors) Write(line []byte) (int, error) {
	t.s.Log.Error("net/http", "line", strings.TrimSpace(string(line)))
	return len(line), nil
}

func acquirer(s *laboratory.Service) {
	config := &tls.Config{Certificates: []tls.Certificate{certificate()}, MinVersion: tls.VersionTLS12}
	if s.Fixed {
		config.CipherSuites = []uint16{
			tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
			tls.TLS_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_AES_256_GCM_SHA384, // for the old terminals
		}
	}
	info, _ := debug.ReadBuildInfo()
	built := ""
	for _, setting := range info.Settings {
		if setting.Key == "DefaultGODEBUG" {
			built = setting.Value
		}
	}
	s.Log.Info("starting", "go", runtime.Version(), "default_godebug", built, "godebug", os.Getenv("GODEBUG"))
	go func() {
		sample := []metrics.Sample{{Name: "/godebug/non-default-behavior/tlsrsakex:events"}}
		for range time.Tick(400 * time.Millisecond) {
			metrics.Read(sample)
			if sample[0].Value.Kind() == metrics.KindUint64 {
				s.Log.Info("metrics", "godebug_tlsrsakex_events", sample[0].Value.Uint64())
			}
		}
	}()
	server := &http.Server{
		TLSConfig: config, ErrorLog: log.New(tlsErrors{s}, "", 0), ReadHeaderTimeout: time.Second,
		Handler: s.Traced(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.Log.InfoContext(r.Context(), "payment", "suite", tls.CipherSuiteName(r.TLS.CipherSuite))
			fmt.Fprint(w, "approved")
		})),
	}
	go func() { _ = server.ServeTLS(s.Listener, "", "") }()
	<-s.Stop
}

// pay connects, as a terminal does, with the suites that it knows, and asks for one payment.
func pay(l *laboratory.Lab, process *laboratory.Process, deploy, terminal string, suites []uint16) bool {
	ids := l.NewIDs()
	log := l.Log.With("deploy_id", deploy, "terminal", terminal, "request_id", ids.Request, "trace_id", ids.Trace)
	started := time.Now()
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: time.Second}, "tcp", process.Address, &tls.Config{
		InsecureSkipVerify: true, MaxVersion: tls.VersionTLS12, CipherSuites: suites, // the laboratory's certificate is its own
	})
	if err != nil {
		log.Error("no payment", "error", err.Error(), "took", time.Since(started))
		return false
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Second))
	fmt.Fprintf(conn, "POST /pay HTTP/1.1\r\nHost: lab-acquirer\r\nX-Request-Id: %s\r\nTraceparent: 00-%s-%s-01\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", ids.Request, ids.Trace, ids.Span)
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.Contains(string(answer), "approved") {
		log.Error("no payment", "error", fmt.Sprint(err))
		return false
	}
	log.Info("paid", "suite", tls.CipherSuiteName(conn.ConnectionState().CipherSuite), "took", time.Since(started))
	return true
}

func drive(l *laboratory.Lab) {
	old := []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_AES_256_GCM_SHA384}
	deployments := []laboratory.Spec{
		{Role: "lab-acquirer", Deploy: "lab-acquirer-r40", Debug: "tlsrsakex=1"},
		{Role: "lab-acquirer", Deploy: "lab-acquirer-r41"},
	}
	if real := os.Getenv("LAB_REAL_BUILD"); real != "" { // capture.sh: this executable is one of the two builds
		deployments = []laboratory.Spec{{Role: "lab-acquirer", Deploy: real}}
	}
	for _, spec := range deployments {
		process := l.Start(spec)
		time.Sleep(600 * time.Millisecond) // an RSA key takes its time
		paid := map[string]int{}
		for n := range 20 {
			terminal, suites := fmt.Sprintf("t-new-%02d", n), []uint16(nil)
			if n%4 == 3 {
				terminal, suites = fmt.Sprintf("t-2014-%02d", n), old
			}
			if pay(l, process, spec.Deploy, terminal, suites) {
				paid[terminal[:5]]++
			}
			time.Sleep(30 * time.Millisecond)
		}
		time.Sleep(300 * time.Millisecond)
		l.Log.Info("payments", "deploy_id", spec.Deploy, "new_terminals", 15, "new_paid", paid["t-new"], "old_terminals", 5, "old_paid", paid["t-201"])
		process.Stop()
	}
}
