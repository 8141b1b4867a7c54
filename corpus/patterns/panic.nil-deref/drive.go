package main

import "fmt"

func main() {
	users := Users{1: {Name: "Ada"}}
	for _, id := range []int{1, 2} {
		fmt.Println(users.Greeting(id))
	}
}
