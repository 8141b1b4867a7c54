// Command program models RPL-2019-0004: each reflector registers metrics under a name with a new suffix and never
// unregisters them. It is our model of the mechanism, not the code of client-go.
package main

import (
	"fmt"
	"sync/atomic"
)

// registry keeps every metric that was registered, as a Prometheus registry does.
type registry map[string]*histogram

type histogram struct{ buckets [32]uint64 }

func (r registry) register(name string) *histogram {
	h := &histogram{}
	r[name] = h
	return h
}

var reflectorDisambiguator atomic.Int64

// Reflector watches one object.
type Reflector struct{ itemsPerWatch *histogram }

// NewNamedReflector makes the name unique within the process.
func NewNamedReflector(r registry, name string) *Reflector {
	suffix := reflectorDisambiguator.Add(1)
	return &Reflector{itemsPerWatch: r.register(fmt.Sprintf("reflector_%s_%d_items_per_watch", name, suffix))}
}

// Stop ends the watch; the metric stays in the registry.
func (r *Reflector) Stop() { r.itemsPerWatch = nil }

func main() {
	metrics := registry{}
	for pod := 1; pod <= 5000; pod++ {
		secret := NewNamedReflector(metrics, "secret") // the pod is created
		config := NewNamedReflector(metrics, "configmap")
		secret.Stop() // and deleted
		config.Stop()
		if pod == 100 || pod == 5000 {
			fmt.Printf("pods seen: %d, running now: 0, metrics in the registry: %d\n", pod, len(metrics))
		}
	}
}
