package main

import (
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
)

func main() {
	stock := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "5 chairs")
	}))
	stock.EnableHTTP2 = true
	stock.StartTLS()
	roots := x509.NewCertPool()
	roots.AddCert(stock.Certificate())
	network := &network{to: stock.Listener.Addr().String()}
	url := network.start()

	client := NewClient(roots)
	for call := range 6 {
		if call == 1 {
			network.cut.Store(network.opened.Load())
			fmt.Println("the path is gone; no FIN, no RST. New connections would work.")
		}
		said := ""
		response, err := client.Get(url)
		if err == nil {
			text, _ := io.ReadAll(response.Body)
			response.Body.Close()
			said = response.Proto + ", " + string(text)
		} else {
			said = strings.ReplaceAll(err.Error(), url, "https://stock")
		}
		fmt.Printf("call %d: %s; connections opened: %d\n", call, said, network.opened.Load())
	}
}

// network is the path to the service: it loses all that is sent over the connections that it has cut.
type network struct {
	to     string
	opened atomic.Int32
	cut    atomic.Int32
}

func (n *network) start() string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return ""
	}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", n.to)
			if err != nil {
				return
			}
			number := n.opened.Add(1)
			go n.carry(number, client, server)
			go n.carry(number, server, client)
		}
	}()
	return "https://" + listener.Addr().String()
}

func (n *network) carry(number int32, from, to net.Conn) {
	packet := make([]byte, 4096)
	for {
		size, err := from.Read(packet)
		if err != nil {
			to.Close()
			return
		}
		if number > n.cut.Load() {
			to.Write(packet[:size])
		}
	}
}
