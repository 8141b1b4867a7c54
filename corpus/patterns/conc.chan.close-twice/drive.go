package main

import "fmt"

func main() {
	worker := NewWorker()
	jobs := make(chan func())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		worker.Run(jobs)
	}()
	defer worker.Stop() // on every way out of main

	jobs <- func() { fmt.Println("job done") }
	worker.Stop() // SIGTERM has come
	<-ended
	fmt.Println("worker stopped")
}
