package main

import "os"

// account is something that a correct program uses.
type account struct{ cents []int }

// sum stands for a function that a compiler has translated wrongly: it goes one too far.
func sum(a account) (total int) {
	for i := 0; i <= len(a.cents); i++ {
		total += a.cents[i]
	}
	return total
}

func main() {
	Guard(os.Stdout, "nightly-sum", func() { sum(account{cents: []int{1, 2}}) })
}
