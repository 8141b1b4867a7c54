//go:build !wrong

package main

import (
	"os"
	"path/filepath"
)

// State is what a restart must find: the balance, and how many events are in it.
type State struct {
	Applied int
	Balance int
}

// Save writes the state.
func Save(dir string, state State) error {
	next := filepath.Join(dir, "state.next")
	if err := write(next, state); err != nil {
		return err
	}
	return os.Rename(next, filepath.Join(dir, "state")) // both of them or neither
}

// Load reads the state.
func Load(dir string) (State, error) {
	var state State
	err := read(filepath.Join(dir, "state"), &state)
	return state, err
}
