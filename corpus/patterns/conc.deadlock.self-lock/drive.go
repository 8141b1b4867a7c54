package main

import "fmt"

func main() {
	order := &Order{}
	fmt.Println("total:", order.Total())
	fmt.Println("add:", order.Add(1500))
	fmt.Println("total:", order.Total())
}
