// Program publish shows the panic of RPL-2017-0006: the work is handed over before WaitGroup.Add, and a fast receipt
// makes Done come first. It is our own model of the mechanism, not the project's code. With Add in front of
// PublishAsync the program ends without a panic.
package main

import (
	"fmt"
	"sync"
)

type receipt struct {
	id string
}

type publisher struct{}

// PublishAsync sends a message; here its receipt is there before the call returns.
func (publisher) PublishAsync(line string, receipts chan<- receipt) string {
	receipts <- receipt{id: line}
	receipts <- receipt{} // a second one is taken only when the first was handled
	return line
}

func main() {
	receipts := make(chan receipt)
	var receiptWg sync.WaitGroup
	go func() {
		for r := range receipts {
			if r.id != "" {
				fmt.Println("receipt for", r.id)
				receiptWg.Done()
			}
		}
	}()
	for _, line := range []string{"m1", "m2"} {
		id := publisher{}.PublishAsync(line, receipts)
		fmt.Println("local publish id", id)
		receiptWg.Add(1)
	}
	receiptWg.Wait()
}
