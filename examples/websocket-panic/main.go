// A chat room that answers and broadcasts over one connection from two goroutines.
package main

import (
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/gorilla/websocket"
)

var upgrader = websocket.Upgrader{}

type room struct {
	member *websocket.Conn
}

func (r *room) broadcast(text string) {
	for {
		if err := r.member.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			return
		}
	}
}

func (r *room) join(w http.ResponseWriter, request *http.Request) {
	conn, err := upgrader.Upgrade(w, request, nil)
	if err != nil {
		return
	}
	r.member = conn
	go r.broadcast(strings.Repeat("news ", 100_000))
	r.broadcast(strings.Repeat("answer ", 100_000))
}

func main() {
	r := &room{}
	server := httptest.NewServer(http.HandlerFunc(r.join))
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), nil)
	if err != nil {
		log.Fatal(err)
	}
	for {
		if _, _, err := conn.ReadMessage(); err != nil {
			log.Fatal(err)
		}
	}
}
