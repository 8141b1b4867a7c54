package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
)

func main() {
	if len(os.Args) == 2 { // the service itself
		serve()
		return
	}

	// Its output is long: show where it begins, and where the trace of goroutine 1 ends.
	output, err := exec.Command(os.Args[0], "serve").CombinedOutput()
	output, _, _ = bytes.Cut(output, []byte("\n\ngoroutine 2 "))
	lines := bytes.Split(bytes.TrimSpace(output), []byte("\n"))
	for i, line := range lines {
		switch {
		case i < 20, i >= len(lines)-10:
			fmt.Printf("%s\n", line)
		case i == 20:
			fmt.Printf("[%d lines left out]\n", len(lines)-30)
		}
	}
	fmt.Println("the service ended:", err)
}

func serve() {
	debug.SetMaxStack(1 << 20) // 1 GB without this: the same end, only later
	drinks := &Category{Name: "drinks"}
	tea := &Category{Name: "tea", Parent: drinks}
	fmt.Println(Path(tea))

	drinks.Parent = tea // somebody has edited the catalogue
	defer func() { fmt.Println("recovered:", recover()) }()
	fmt.Println(Path(tea))
}
