// Program throttler shows the leak of RPL-2018-0003: the map that remembers which goroutines were started is local to
// the function that starts them. It is our own model of the mechanism, not the project's code. With the map in the
// Server there is one goroutine per provider.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

type configMessage struct {
	provider string
	version  int
}

// Server takes configurations from providers.
type Server struct {
	validated chan configMessage
}

func (s *Server) preLoadConfiguration(message configMessage) {
	providerConfigUpdateMap := map[string]chan configMessage{}
	updates, ok := providerConfigUpdateMap[message.provider]
	if !ok {
		updates = make(chan configMessage)
		providerConfigUpdateMap[message.provider] = updates
		go throttleProviderConfigReload(updates, s.validated)
	}
	updates <- message
}

func throttleProviderConfigReload(in <-chan configMessage, out chan<- configMessage) {
	for message := range in {
		out <- message
	}
}

func main() {
	s := &Server{validated: make(chan configMessage, 100)}
	for version := range 6 {
		s.preLoadConfiguration(configMessage{provider: "kubernetes", version: version})
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("1 provider, 6 messages, goroutines left: %d\n\n", runtime.NumGoroutine()-1)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
}
