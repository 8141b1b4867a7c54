package main

import "fmt"

func main() {
	double := func(order int) int { return 2 * order }
	fmt.Println("total of no orders:", Total(nil, double))
	fmt.Println("total of three orders:", Total([]int{5, 6, 7}, double))
}
