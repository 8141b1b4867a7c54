package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"
)

func main() {
	done := make(chan bool)
	service := Timeout(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		defer close(done)
		time.Sleep(100 * time.Millisecond)
		w.Header().Set("X-Order", "17")
	}), 20*time.Millisecond)

	answer := httptest.NewRecorder()
	service.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/order/17", nil))
	<-done
	fmt.Printf("status %d, X-Order of the header: %q\n", answer.Code, answer.Header().Get("X-Order"))
}
