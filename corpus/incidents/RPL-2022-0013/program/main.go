// Program main shows the leak of RPL-2022-0013 (Boulder OCSP responder): two sources are asked at once,
// the primary answers first, and the goroutine of the secondary blocks in its send. It is a model
// written for this corpus, not Boulder code.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

type source struct{ takes time.Duration }

// Response looks one up.
func (s source) Response(context.Context) (string, error) {
	time.Sleep(s.takes)
	return "good", nil
}

type responseResult struct {
	resp string
	err  error
}

func getResponse(ctx context.Context, src source) chan responseResult {
	responseChan := make(chan responseResult)
	go func() {
		defer close(responseChan)
		resp, err := src.Response(ctx)
		responseChan <- responseResult{resp, err}
	}()
	return responseChan
}

type multiSource struct{ primary, secondary source }

// Response returns as soon as the primary has answered.
func (src *multiSource) Response(ctx context.Context) (string, error) {
	primaryChan := getResponse(ctx, src.primary)
	secondaryChan := getResponse(ctx, src.secondary)
	select {
	case r := <-primaryChan:
		return r.resp, r.err
	case r := <-secondaryChan:
		return r.resp, r.err
	}
}

func main() {
	src := &multiSource{primary: source{}, secondary: source{takes: 50 * time.Millisecond}}
	for range 5 {
		src.Response(context.Background())
	}
	time.Sleep(300 * time.Millisecond)
	fmt.Println("goroutines after 5 requests:", runtime.NumGoroutine())
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
}
