// Program main shows the hang of RPL-2021-0012 (Mozilla CRLite): a zero http.Client has no timeout, so
// a server that accepts and never answers stops the download for ever. A watchdog prints the goroutines
// after a second. It is a model written for this corpus, not CRLite code.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime/pprof"
	"time"
)

// download fetches a CRL with a client that has no Timeout.
func download(url string) error {
	client := &http.Client{}
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

func main() {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() {
		for {
			if _, err := silent.Accept(); err != nil {
				return
			}
		}
	}()
	done := make(chan error, 1)
	go func() { done <- download("http://" + silent.Addr().String() + "/ca.crl") }()
	select {
	case err := <-done:
		fmt.Println("download ended:", err)
	case <-time.After(time.Second):
		fmt.Println("the download has not ended; goroutines:")
		pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
		os.Exit(1)
	}
}
