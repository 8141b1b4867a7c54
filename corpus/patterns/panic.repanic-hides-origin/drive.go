package main

import (
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	prices := map[string][]int{"tea": {3}}
	price := func(article string) int { return prices[article][0] }

	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if _, err := Checkout([]string{"tea", "milk"}, price); err != nil {
			log.Println(err)
			http.Error(w, "internal error", http.StatusInternalServerError)
		}
	}))
	answer, err := server.Client().Get(server.URL)
	if err != nil {
		fmt.Println("client: no answer")
	} else {
		fmt.Println("client:", answer.Status)
		answer.Body.Close()
	}
	server.Close()

	_, err = Checkout([]string{"milk"}, price) // the same in a goroutine that nobody recovers
	if err != nil {
		fmt.Println("second call: an error")
	}
}
