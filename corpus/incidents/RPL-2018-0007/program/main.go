// Program unstructured shows the crash of RPL-2018-0007: a reader walks the nested maps of a shared object without a
// copy while another goroutine changes it in place. It is our own model of the mechanism, not the project's code.
// The runtime ends the process, which recover cannot prevent.
package main

import "fmt"

// Unstructured is an object as it was decoded.
type Unstructured struct {
	Object map[string]any
}

func nestedFieldNoCopy(object map[string]any, fields ...string) (any, bool) {
	var value any = object
	for _, field := range fields {
		m, ok := value.(map[string]any)
		if !ok {
			return nil, false
		}
		if value, ok = m[field]; !ok {
			return nil, false
		}
	}
	return value, true
}

// GetInitializers reads what a request needs.
func (u *Unstructured) GetInitializers() bool {
	_, found := nestedFieldNoCopy(u.Object, "metadata", "initializers")
	return found
}

// SetAnnotation changes the object in place.
func (u *Unstructured) SetAnnotation(key string, value int) {
	metadata, _ := u.Object["metadata"].(map[string]any)
	metadata[key] = value
}

func main() {
	u := &Unstructured{Object: map[string]any{"metadata": map[string]any{"name": "example"}}}
	go func() {
		for i := 0; ; i++ {
			u.SetAnnotation(fmt.Sprintf("key-%d", i%8), i)
		}
	}()
	for range 100_000_000 {
		u.GetInitializers()
	}
	fmt.Println("not reached")
}
