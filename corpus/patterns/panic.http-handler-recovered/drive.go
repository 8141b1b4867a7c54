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
	server := httptest.NewServer(Routes(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, prices[r.FormValue("article")][0])
	}))
	defer server.Close()

	for _, article := range []string{"tea", "milk", "tea"} {
		request, err := http.NewRequest(http.MethodGet, server.URL+"/price?article="+article, http.NoBody)
		if err != nil {
			log.Fatal(err)
		}
		request.Header.Set("X-Request-Id", "r-"+article)
		answer, err := server.Client().Do(request)
		if err != nil {
			fmt.Println("client:", article, "no answer")
			continue
		}
		fmt.Println("client:", article, answer.Status)
		answer.Body.Close()
	}
}
