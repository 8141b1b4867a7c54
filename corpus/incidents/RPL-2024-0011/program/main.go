// Program main reproduces the leak of RPL-2024-0011 (Boulder VA): one goroutine per remote perspective sends
// its result on a channel without buffer, and the receiver returns at the quorum. This is our model, not the
// project's code.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

type rvaResult struct{ hostname string }

type ValidationAuthorityImpl struct{ remoteVAs []string }

func (va *ValidationAuthorityImpl) performRemoteValidation(required int) (good int) {
	results := make(chan *rvaResult) // the fix: make(chan *rvaResult, len(va.remoteVAs))
	for _, remote := range va.remoteVAs {
		go func() {
			results <- &rvaResult{hostname: remote}
		}()
	}
	for range results {
		if good++; good >= required {
			return good
		}
	}
	return good
}

func main() {
	va := &ValidationAuthorityImpl{remoteVAs: []string{"rva1", "rva2", "rva3", "rva4"}}
	before := runtime.NumGoroutine()
	for range 3 {
		va.performRemoteValidation(3)
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Fprintf(os.Stderr, "3 validations, %d goroutines left\n", runtime.NumGoroutine()-before)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
