package main

import (
	"errors"
	"fmt"
)

func main() {
	NotifyAll([]string{"anna", "ben"}, func(user string) error {
		if user == "ben" {
			return errors.New("notify ben: mailbox full")
		}
		return nil
	})
	fmt.Println("everybody notified")
}
