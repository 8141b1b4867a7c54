// Program main reproduces the race of RPL-2026-0011 (NATS server): the configuration of a consumer is copied as a
// struct under the read lock and changed after it, but the copy still shares the map of the original. Two requests at
// once write one map. Built with -race it reports the race; without, it can end with "concurrent map writes". This is
// our model, not the project's code.
package main

import (
	"fmt"
	"sync"
	"time"
)

type ConsumerConfig struct {
	PauseUntil *time.Time
	Metadata   map[string]string
}

type consumer struct {
	mu  sync.RWMutex
	cfg ConsumerConfig
}

func setStaticConsumerMetadata(cfg *ConsumerConfig) {
	cfg.Metadata["_nats.req.level"] = "1"
}

func (o *consumer) jsConsumerPauseRequest(until time.Time) ConsumerConfig {
	o.mu.RLock()
	ncfg := o.cfg // the fix also clones ncfg.Metadata
	o.mu.RUnlock()
	ncfg.PauseUntil = &until
	setStaticConsumerMetadata(&ncfg)
	return ncfg
}

func main() {
	o := &consumer{cfg: ConsumerConfig{Metadata: map[string]string{"team": "orders"}}}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { o.jsConsumerPauseRequest(time.Now().Add(time.Hour)) })
	}
	wg.Wait()
	fmt.Println("the configuration of the consumer after two requests for copies:", o.cfg.Metadata)
}
