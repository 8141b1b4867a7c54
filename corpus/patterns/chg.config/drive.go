package main

import (
	"log"
	"net/http"
	"net/http/httptest"
	"os"
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	backend := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer backend.Close()
	client := backend.Client()

	for _, version := range []struct{ name, text string }{
		{"v41", `{"timeout": 2000000000}`},
		{"v42", `{"timeout": 2}`}, // somebody meant 2 seconds
	} {
		config, err := Load(version.text)
		if err != nil {
			log.Printf("%s refused, the version before stays: %v", version.name, err)
		} else {
			log.Printf("%s in force", version.name)
			client.Timeout = config.Timeout
		}
		for range 2 {
			answer, err := client.Get(backend.URL)
			if err != nil {
				log.Println("backend:", err)
				continue
			}
			log.Println("backend: answered", answer.StatusCode)
			answer.Body.Close()
		}
	}
}
