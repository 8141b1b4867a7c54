//go:build wrong

package main

// Environ is what the start script of the service exports.
func Environ() []string {
	return []string{
		"GOGC=100",
		"GODEBUG=madvdontneed=0", // freed pages go back with MADV_FREE and count as resident until the kernel needs them
	}
}
