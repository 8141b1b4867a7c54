package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	folder, err := os.MkdirTemp("", "archive")
	if err == nil {
		defer os.RemoveAll(folder)
		err = os.Chdir(folder)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	var paths []string
	for i := range 100 {
		path := fmt.Sprintf("part-%03d", i)
		if err := os.WriteFile(path, []byte("part"), 0o600); err != nil {
			fmt.Println(err)
		}
		paths = append(paths, path)
	}

	limit := syscall.Rlimit{Cur: 64, Max: 64} // ulimit -n 64
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		fmt.Println(err)
	}
	for _, n := range []int{10, 50, 100} {
		sum, err := Checksum(paths[:n])
		fmt.Printf("%d parts: %08x %v\n", n, sum, err)
	}
}
