// Program service-bindings shows the AB/BA deadlock of RPL-2016-0009: clean-up takes the controller lock and then the
// lock of each service, another path has the service lock and wants that of the controller. It is our own model of
// the mechanism, not the project's code; a barrier makes both paths meet.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

type service struct {
	sync.Mutex
	name      string
	backends  int
	populated bool
}

type controller struct {
	sync.Mutex
	serviceBindings map[string]*service
	met             sync.WaitGroup // both paths hold their first lock
}

func (c *controller) meet() {
	c.met.Done()
	c.met.Wait()
}

func (c *controller) cleanupServiceBindings() {
	c.Lock()
	defer c.Unlock()
	c.meet()
	for _, s := range c.serviceBindings {
		s.Lock()
		s.backends = 0
		s.Unlock()
	}
}

func (c *controller) addServiceBinding(s *service) {
	s.Lock()
	defer s.Unlock()
	c.meet()
	s.backends++
	c.Lock()
	c.serviceBindings[s.name] = s
	c.Unlock()
}

func main() {
	web := &service{name: "web"}
	c := &controller{serviceBindings: map[string]*service{"web": web}}
	c.met.Add(2)
	go c.cleanupServiceBindings()
	go c.addServiceBinding(web)
	time.Sleep(150 * time.Millisecond)
	fmt.Print("neither path has returned\n\n")
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		panic(err)
	}
	os.Exit(1)
}
