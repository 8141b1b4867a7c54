// Program main reproduces the panic of RPL-2026-0007 (containerd shim): a shutdown callback closes the channel of
// events while Delete is still running; its event is sent on a closed channel. This is our model, not the project's
// code.
package main

import "sync"

type service struct {
	events   chan any
	shutdown []func()
}

func NewTaskService() *service {
	s := &service{events: make(chan any, 128)}
	s.shutdown = append(s.shutdown, func() { close(s.events) })
	go s.forward()
	return s
}

func (s *service) forward() {
	for range s.events {
	}
}

func (s *service) send(evt any) { s.events <- evt }

// Delete has work to do before it reports that the task is gone.
func (s *service) Delete(id string, work func()) {
	work()
	s.send("/tasks/delete " + id)
}

// Shutdown runs all callbacks at once and does not know of requests in flight.
func (s *service) Shutdown() {
	var wg sync.WaitGroup
	for _, f := range s.shutdown {
		wg.Go(f)
	}
	wg.Wait()
}

func main() {
	s := NewTaskService()
	started, stopped, deleted := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		s.Delete("test-pod", func() {
			close(started)
			<-stopped // only the model waits: the shutdown falls into the work
		})
		close(deleted)
	}()
	<-started
	s.Shutdown()
	close(stopped)
	<-deleted
}
