// Program main reproduces the hang of RPL-2024-0002 (Vault transit): a sign request with an option that the key does
// not support returns without the unlock. A change of the key's configuration then waits for the write lock, and every
// later read of that key waits behind it; other keys work. This is our model, not the project's code.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type Policy struct {
	sync.RWMutex
	name     string
	versions int
}

type backend struct{ keys map[string]*Policy }

func (b *backend) pathSignWrite(key, hash string) error {
	p := b.keys[key]
	p.RLock()
	if hash == "none" {
		return errors.New("hash_algorithm none is not supported here") // the read lock is still held
	}
	p.RUnlock()
	return nil
}

func (b *backend) pathConfigWrite(key string) {
	p := b.keys[key]
	p.Lock()
	defer p.Unlock()
	p.versions++
}

func (b *backend) pathPolicyRead(key string) int {
	p := b.keys[key]
	p.RLock()
	defer p.RUnlock()
	return p.versions
}

func main() {
	b := &backend{keys: map[string]*Policy{"broken": {}, "good": {}}}
	fmt.Fprintln(os.Stderr, "sign:", b.pathSignWrite("broken", "none"))
	fmt.Fprintln(os.Stderr, "read before the change of the configuration:", b.pathPolicyRead("broken"))
	go b.pathConfigWrite("broken")
	for b.keys["broken"].TryRLock() { // until the writer is queued
		b.keys["broken"].RUnlock()
		runtime.Gosched()
	}
	for range 2 {
		go b.pathPolicyRead("broken")
	}
	time.Sleep(200 * time.Millisecond)
	fmt.Fprintln(os.Stderr, "read of another key:", b.pathPolicyRead("good"))
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}
