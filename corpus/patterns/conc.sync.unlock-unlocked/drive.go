package main

import "fmt"

func main() {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("recovered:", r)
		}
	}()
	stock := &Stock{left: map[string]int{"lamp": 1}}
	fmt.Println("take a lamp:", stock.Take("lamp"))
	fmt.Println("take a lamp:", stock.Take("lamp"))
}
