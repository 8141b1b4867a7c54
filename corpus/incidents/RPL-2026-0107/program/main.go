// Program of RPL-2026-0107: a deployment that changes nothing but its configuration. The timeout of the upstream was
// "2s" and becomes 2, and the loader takes a bare number for nanoseconds. The health check does not call the upstream
// and stays green.
//
// With -fixed the loader refuses a number without a unit; the new process does not start and the old one goes on.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"fupan/incidents/RPL-2026-0101/laboratory"
)

func main() {
	laboratory.Main(laboratory.Experiment{
		Seed: 107, Client: "lab-deployer",
		Roles: map[string]func(*laboratory.Service){"lab-quote": quote, "lab-rates": rates},
		Drive: drive,
	})
}

// Duration is a duration in a configuration file.
type Duration struct{ time.Duration }

// strict makes a number without a unit an error.
var strict bool

// UnmarshalJSON takes "2s" and, out of kindness, a number.
func (d *Duration) UnmarshalJSON(text []byte) (err error) {
	var s string
	if json.Unmarshal(text, &s) == nil {
		d.Duration, err = time.ParseDuration(s)
		return err
	}
	if strict {
		return fmt.Errorf("duration %s has no unit, write \"2s\"", text)
	}
	var n int64
	err = json.Unmarshal(text, &n)
	d.Duration = time.Duration(n) // a number of nanoseconds: 2 is not two seconds
	return err
}

// Config is what lab-quote reads when it starts.
type Config struct {
	Upstream string   `json:"upstream"`
	Timeout  Duration `json:"upstream_timeout"`
}

func load(text string) (config Config, err error) {
	if err = json.Unmarshal([]byte(text), &config); err != nil {
		return config, fmt.Errorf("config: %w", err)
	}
	if strict && config.Timeout.Duration < time.Millisecond {
		return config, fmt.Errorf("config: upstream_timeout %v is out of range", config.Timeout)
	}
	return config, nil
}

func quote(s *laboratory.Service) {
	strict = s.Fixed
	config, err := load(os.Getenv("QUOTE_CONFIG"))
	if err != nil {
		s.Log.Error("config refused", "error", err.Error())
		os.Exit(1)
	}
	s.Log.Info("config loaded", "upstream_timeout", config.Timeout.String())
	client := &http.Client{Timeout: config.Timeout.Duration}
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" {
			fmt.Fprint(w, "ok") // says nothing of the upstream
			return
		}
		started := time.Now()
		_, rate, err := laboratory.Call(r.Context(), client, laboratory.FromContext(r.Context()), http.MethodGet, config.Upstream+"/rate", nil)
		if err != nil {
			s.Log.ErrorContext(r.Context(), "upstream failed", "took", time.Since(started), "error", err.Error())
			http.Error(w, "no rate", http.StatusBadGateway)
			return
		}
		fmt.Fprintf(w, "quote at %s", rate)
	}))
}

// rates is healthy all the time and answers after 15 ms.
func rates(s *laboratory.Service) {
	s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(15 * time.Millisecond)
		fmt.Fprint(w, "1.07")
	}))
}

func drive(l *laboratory.Lab) {
	upstream := l.Start(laboratory.Spec{Role: "lab-rates", Deploy: "lab-rates-r3"})
	client := &http.Client{Timeout: time.Second}
	deploy := func(id, timeout string) *laboratory.Process {
		config := fmt.Sprintf("{\n  \"upstream\": %q,\n  \"upstream_timeout\": %s\n}\n", upstream.URL, timeout)
		l.Write("config-"+id[len("lab-quote-"):]+".json", []byte(config))
		process := l.Start(laboratory.Spec{Role: "lab-quote", Deploy: id, Env: []string{"QUOTE_CONFIG=" + config}})
		for range 20 {
			if status, _, err := laboratory.Call(context.Background(), client, laboratory.IDs{}, http.MethodGet, process.URL+"/healthz", nil); err == nil && status == http.StatusOK {
				l.Log.Info("health check passed", "deploy_id", id)
				return process
			}
			if !process.Alive() {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		l.Log.Error("deployment stopped, the old one goes on", "deploy_id", id)
		return nil
	}
	traffic := func(process *laboratory.Process, id string, requests int) {
		failed := 0
		for n := range requests {
			ids := l.NewIDs()
			ctx := ids.With(context.Background())
			started := time.Now()
			status, _, err := laboratory.Call(ctx, client, ids, http.MethodGet, process.URL+"/quote", nil)
			if err != nil || status != http.StatusOK {
				failed++
				l.Log.ErrorContext(ctx, "no quote", "deploy_id", id, "status", status, "took", time.Since(started))
			} else if n%10 == 0 {
				l.Log.InfoContext(ctx, "quote", "deploy_id", id, "status", status, "took", time.Since(started))
			}
			time.Sleep(10 * time.Millisecond)
		}
		l.Log.Info("traffic", "deploy_id", id, "requests", requests, "failed", failed)
	}

	live, id := deploy("lab-quote-r11", `"2s"`), "lab-quote-r11"
	traffic(live, id, 40)
	if next := deploy("lab-quote-r12", `2`); next != nil {
		live.Stop()
		live, id = next, "lab-quote-r12"
	}
	traffic(live, id, 60)
	if id == "lab-quote-r12" {
		l.Log.Warn("rolling back", "deploy_id", id)
		next := deploy("lab-quote-r13", `"2s"`)
		live.Stop()
		live, id = next, "lab-quote-r13"
	}
	traffic(live, id, 40)
}
