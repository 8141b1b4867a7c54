package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	sent := make(map[string]int)
	users := []string{"ada", "bob", "eve"}
	Notify(users, func(user string) {
		mu.Lock()
		defer mu.Unlock()
		sent[user]++
	})
	for _, user := range users {
		fmt.Printf("%s: %d of 1\n", user, sent[user])
	}
}
