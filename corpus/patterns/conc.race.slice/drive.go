package main

import (
	"fmt"
	"runtime"
)

func main() {
	runtime.GOMAXPROCS(4)
	ids := make([]int, 1000)
	orders := FetchAll(ids, func(id int) string {
		runtime.Gosched()
		return fmt.Sprint("order ", id)
	})
	fmt.Printf("orders: %d of %d\n", len(orders), len(ids))
}
