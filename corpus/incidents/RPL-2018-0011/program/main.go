// Program revoke-lease shows the leak of RPL-2018-0011: a helper goroutine of one revocation waits only for events of the
// process, so it stays when the revocation is done. It is our own model of the mechanism, not the project's code.
// A third case, on the context of the revocation, ends the helper.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// ExpirationManager revokes leases when they expire.
type ExpirationManager struct {
	quitCh chan struct{}
}

func (m *ExpirationManager) revoke(ctx context.Context, lease int) error {
	return ctx.Err()
}

func expireLeaseStrategyRevoke(ctx context.Context, m *ExpirationManager, lease int) {
	revokeCtx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	go func() {
		select {
		case <-ctx.Done():
		case <-m.quitCh:
			cancel()
		}
	}()
	if err := m.revoke(revokeCtx, lease); err != nil {
		fmt.Println("revoke:", err)
	}
}

func main() {
	m := &ExpirationManager{quitCh: make(chan struct{})}
	ctx, seal := context.WithCancel(context.Background())
	for lease := range 5 {
		expireLeaseStrategyRevoke(ctx, m, lease)
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("5 leases revoked, goroutines left: %d\n\n", runtime.NumGoroutine()-1)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	seal()
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("\nnode sealed, goroutines left: %d\n", runtime.NumGoroutine()-1)
}
