// Command program models RPL-2021-0001: a waiter is removed only when its request times out, so each answered request
// leaves its channel in the map. It is our model of the mechanism, not the code of go-tdlib.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"time"
)

type UpdateMsg struct{ Raw []byte }

// Client matches answers to requests by a salt.
type Client struct {
	waiters         sync.Map
	deleteOnSuccess bool // the fix
}

func (client *Client) receive(extra string, raw []byte) {
	if waiter, found := client.waiters.Load(extra); found {
		waiter.(chan UpdateMsg) <- UpdateMsg{Raw: raw}
		close(waiter.(chan UpdateMsg))
	}
}

// SendAndCatch sends a request and waits for its answer.
func (client *Client) SendAndCatch(extra string) (UpdateMsg, error) {
	waiter := make(chan UpdateMsg, 1)
	client.waiters.Store(extra, waiter)
	go client.receive(extra, []byte(`{"@type":"ok"}`))
	select {
	case response := <-waiter:
		if client.deleteOnSuccess {
			client.waiters.Delete(extra)
		}
		return response, nil
	case <-time.After(10 * time.Second):
		client.waiters.Delete(extra)
		return UpdateMsg{}, errors.New("timeout")
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 10
}

func main() {
	for _, fixed := range []bool{false, true} {
		client, before := &Client{deleteOnSuccess: fixed}, heap()
		for n := range 20_000 {
			if _, err := client.SendAndCatch(strconv.Itoa(n)); err != nil {
				fmt.Println(err)
			}
		}
		entries := 0
		client.waiters.Range(func(any, any) bool { entries++; return true })
		grew := heap() > before+2048
		runtime.KeepAlive(client)
		fmt.Printf("delete on success: %t; requests answered: 20000; waiters left: %d; heap grew by more than 2 MiB: %t\n",
			fixed, entries, grew)
	}
}
