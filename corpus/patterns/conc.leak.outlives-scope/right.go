//go:build !wrong

package main

import (
	"context"
	"time"
)

func heartbeat(ctx context.Context, job string, alive func(job string)) {
	tick := time.NewTicker(40 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			alive(job)
		case <-ctx.Done():
			return
		}
	}
}

// Run does a job and says all along that it is alive. ctx ends with the service.
func Run(ctx context.Context, job string, work func(context.Context), alive func(job string)) {
	ctx, cancel := context.WithCancel(ctx) // as long as the job
	defer cancel()
	go heartbeat(ctx, job, alive)
	work(ctx)
}
