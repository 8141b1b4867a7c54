//go:build !wrong

package main

// Publish writes an order to the store and to the index at once and gives the first error.
func Publish(store, index func() error) (err error) {
	indexed := make(chan error, 1)
	go func() {
		err := index() // an err of the closure's own
		indexed <- err
	}()

	if err = store(); err != nil {
		return err
	}
	return <-indexed
}
