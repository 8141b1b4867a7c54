//go:build wrong

package main

import "path/filepath"

// State is what a restart must find: the balance, and how many events are in it.
type State struct {
	Applied int
	Balance int
}

// Save writes the state.
func Save(dir string, state State) error {
	if err := write(filepath.Join(dir, "balance"), state.Balance); err != nil {
		return err
	}
	return write(filepath.Join(dir, "applied"), state.Applied) // a crash before it: balance without position
}

// Load reads the state.
func Load(dir string) (State, error) {
	var state State
	if err := read(filepath.Join(dir, "balance"), &state.Balance); err != nil {
		return State{}, err
	}
	return state, read(filepath.Join(dir, "applied"), &state.Applied)
}
