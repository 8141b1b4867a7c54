// Command program models RPL-2020-0006: With stores the extended histogram in the shared receiver, so each request makes
// the label chain longer. It is our model of the mechanism, not the code of Traefik.
package main

import "fmt"

// histogram is a value that With extends, as in go-kit.
type histogram struct{ labels []string }

func (h *histogram) With(labelValues ...string) *histogram {
	return &histogram{labels: append(append([]string{}, h.labels...), labelValues...)}
}

// HistogramWithScale is shared by all requests.
type HistogramWithScale struct{ histogram *histogram }

// With changes the shared object.
func (s *HistogramWithScale) With(labelValues ...string) *HistogramWithScale {
	s.histogram = s.histogram.With(labelValues...)
	return s
}

// WithPure is the form of the fix.
func (s *HistogramWithScale) WithPure(labelValues ...string) *HistogramWithScale {
	return &HistogramWithScale{histogram: s.histogram.With(labelValues...)}
}

func main() {
	old := &HistogramWithScale{histogram: &histogram{}}
	fixed := &HistogramWithScale{histogram: &histogram{}}
	for request := 1; request <= 2000; request++ {
		labels := []string{"service", "web", "code", "200", "method", "GET"}
		a, b := old.With(labels...), fixed.WithPure(labels...)
		if request == 1 || request == 100 || request == 2000 {
			fmt.Printf("request %d: labels of its histogram: %d, after the fix: %d\n", request, len(a.histogram.labels), len(b.histogram.labels))
		}
	}
}
