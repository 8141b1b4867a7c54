//go:build wrong

package main

import "sync"

// Jobs lets callers wait until a job is done.
type Jobs struct {
	mu      sync.Mutex
	changed *sync.Cond
	done    map[string]bool
}

// NewJobs gives a list in which no job is done.
func NewJobs() *Jobs {
	j := &Jobs{done: map[string]bool{}}
	j.changed = sync.NewCond(&j.mu)
	return j
}

// Wait comes back when the job is done.
func (j *Jobs) Wait(job string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for !j.done[job] {
		j.changed.Wait()
	}
}

// Finish says that the job is done.
func (j *Jobs) Finish(job string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done[job] = true
	j.changed.Signal() // wakes one waiter; where that one waits for another job, the wake-up is lost
}
