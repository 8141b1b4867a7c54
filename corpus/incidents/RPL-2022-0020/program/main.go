// Program main shows the failure of RPL-2022-0020 (go-fastly): an API method returns without closing the
// response body, so each call holds a connection until the process is out of file descriptors. The limit
// is set to 64. Server and client are in one process, so a call costs two descriptors. It is a model
// written for this corpus, not go-fastly code.
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"syscall"
	"time"
)

// Client calls the API.
type Client struct {
	base string
	http *http.Client
}

// UpdateTLSActivation looks at the status only and forgets the body.
func (c *Client) UpdateTLSActivation(id string) error {
	resp, err := c.http.Get(c.base + "/tls/activations/" + id)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %s", resp.Status)
	}
	return nil
}

func main() {
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: 64, Max: 64}); err != nil {
		panic(err)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, `{"data":{"id":"1","type":"tls_activation"}}`)
	}))
	c := &Client{base: srv.URL, http: &http.Client{Timeout: time.Second}}
	for n := 1; n <= 100; n++ {
		if err := c.UpdateTLSActivation("1"); err != nil {
			fmt.Printf("call %d: %v\n", n, err)
			os.Exit(1)
		}
	}
	fmt.Println("100 calls went well")
}
