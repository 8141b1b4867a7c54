package main

import (
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	if err := order(map[string]int{"tea": 1}); err != nil {
		Report(err)
	}
}

func order(stock map[string]int) error {
	for _, article := range []string{"tea", "tea"} { // which of the callers was it?
		if err := Reserve(stock, article); err != nil {
			return fmt.Errorf("order: %w", err)
		}
	}
	return nil
}
