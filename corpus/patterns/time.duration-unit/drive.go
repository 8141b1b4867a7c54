package main

import (
	"log"
	"time"
)

// poll asks the backend again and again for a tenth of a second.
func poll(every time.Duration) (requests int) {
	for end := time.Now().Add(100 * time.Millisecond); time.Now().Before(end); requests++ {
		time.Sleep(every)
	}
	return requests
}

func main() {
	log.SetFlags(log.Ltime)
	every, err := Interval("30") // the operator means seconds
	if err != nil {
		log.Print("configuration refused: ", err)
		every, err = Interval("30s")
		log.Printf("corrected: poll interval %v, %v", every, err)
		return
	}
	log.Printf("poll interval %v", every)
	if requests := poll(every); requests > 1000 {
		log.Printf("%d requests in the first 100 ms", requests)
	}
}
