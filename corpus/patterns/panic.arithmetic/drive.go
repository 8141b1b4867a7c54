package main

import "fmt"

func main() {
	shards := &Shards{backends: []string{"10.0.0.1", "10.0.0.2"}}
	fmt.Println(shards.Pick(7))
	shards.backends = nil // discovery has lost them all
	fmt.Println(shards.Pick(7))
}
