package main

import "fmt"

type database struct{}

func (database) Get(key string) string {
	return "value of " + key
}

func main() {
	cache := &Cache{Store: database{}, known: map[string]string{"a": "value of a"}}
	fmt.Println("a:", cache.Get("a"))
	fmt.Println("b:", cache.Get("b"))
}
