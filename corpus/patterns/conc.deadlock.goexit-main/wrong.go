//go:build wrong

package main

import (
	"fmt"
	"os"
	"runtime"
)

// Start reads the configuration and begins to serve.
func Start(config string) error {
	if _, err := os.Stat(config); err != nil {
		fmt.Println("start:", err)
		runtime.Goexit() // ends this goroutine only: in main the process goes on without main
	}
	fmt.Println("serving")
	return nil
}
