package main

import "fmt"

func main() {
	if err := Start("missing.yaml"); err != nil {
		fmt.Println("main ends the process itself")
	}
}
