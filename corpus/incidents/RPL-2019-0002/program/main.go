// Command program models RPL-2019-0002: the stream handler returns when a push fails, while receiveThread is
// sending the next request on an unbuffered channel. It is our model of the mechanism, not the code of Istio.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

type discoveryRequest struct{ typeURL string }

// XdsConnection stands for the state of a sidecar; the stuck goroutine keeps it.
type XdsConnection struct {
	id    int
	state [1 << 16]byte
	recv  chan *discoveryRequest
}

func receiveThread(con *XdsConnection, reqChannel chan *discoveryRequest) {
	defer close(reqChannel)
	for req := range con.recv {
		reqChannel <- req // nobody receives once StreamAggregatedResources has returned
	}
}

func pushAll(*XdsConnection) error { return errors.New("LDS: Send failure, closing grpc") }

// StreamAggregatedResources serves one sidecar until a push fails.
func StreamAggregatedResources(con *XdsConnection) error {
	reqChannel := make(chan *discoveryRequest)
	go receiveThread(con, reqChannel)
	<-reqChannel
	return pushAll(con)
}

func main() {
	for id := range 4 {
		con := &XdsConnection{id: id, recv: make(chan *discoveryRequest, 2)}
		con.recv <- &discoveryRequest{"cds"}
		con.recv <- &discoveryRequest{"lds"}
		close(con.recv)
		fmt.Printf("stream %d ended: %v\n", con.id, StreamAggregatedResources(con))
	}
	time.Sleep(200 * time.Millisecond)
	_ = pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
