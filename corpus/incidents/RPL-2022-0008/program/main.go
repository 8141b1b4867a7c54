//go:build go1.21

// Program main shows the race of RPL-2022-0008 (dev-tunnels): goroutines of a loop read the loop
// variable while the loop writes it. The build line gives this file the language version 1.21, in which
// a loop has one variable for all its rounds. It is a model written for this corpus, not dev-tunnels
// code; build it with -race.
package main

import (
	"fmt"
	"sort"
	"sync"
)

// Host opens channels.
type Host struct {
	mu      sync.Mutex
	opened  []string
	started int
}

func (h *Host) openChannelNotifier(channelType string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.opened = append(h.opened, channelType)
}

// StartServer starts a goroutine for each channel type.
func (h *Host) StartServer(supportedChannelTypes []string) {
	var g sync.WaitGroup
	for _, channelType := range supportedChannelTypes {
		g.Add(1)
		go func() {
			defer g.Done()
			h.openChannelNotifier(channelType)
		}()
		h.started++
	}
	g.Wait()
}

func main() {
	h := &Host{}
	h.StartServer([]string{"client-ssh-session-stream", "forwarded-tcpip", "session"})
	sort.Strings(h.opened)
	fmt.Println("opened:", h.opened)
}
