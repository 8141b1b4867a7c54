//go:build !wrong

package main

import (
	"fmt"
	"os"
)

// Start reads the configuration and begins to serve.
func Start(config string) error {
	if _, err := os.Stat(config); err != nil {
		fmt.Println("start:", err)
		return err // main decides how the process ends
	}
	fmt.Println("serving")
	return nil
}
