package main

import (
	"log"
	"os"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	receipt := func(order string) {
		address := strings.SplitN(order, " to ", 2)[1]
		log.Println("receipt sent to", address)
	}
	for _, order := range []string{"order 7 to ada", "order 8"} {
		Accept(order, receipt)
		time.Sleep(10 * time.Millisecond)
	}
}
