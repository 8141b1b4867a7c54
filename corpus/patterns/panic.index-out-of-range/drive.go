package main

import "fmt"

func main() {
	for _, header := range []string{"Bearer abc", "", "Bearer"} {
		token, err := Token(header)
		fmt.Printf("%q: token %q, error %v\n", header, token, err)
	}
}
