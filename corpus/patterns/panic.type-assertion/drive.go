package main

import "fmt"

func main() {
	missing := &StatusError{Code: 404}
	for _, err := range []error{nil, missing, fmt.Errorf("order 7: %w", missing)} {
		fmt.Println(err, "->", Code(err))
	}
}
