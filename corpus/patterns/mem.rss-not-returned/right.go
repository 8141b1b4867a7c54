//go:build !wrong

package main

// Environ is what the start script of the service exports.
func Environ() []string {
	return []string{
		"GOGC=100",
		"GODEBUG=madvdontneed=1", // as by default since Go 1.16: a freed page leaves the resident set at once
	}
}
