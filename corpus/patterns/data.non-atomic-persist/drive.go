package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"time"
)

var killed bool // whether the process is killed right after its next write

func write(path string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Write(text); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if killed {
		kill()
	}
	return nil
}

func read(path string, value any) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(text, value)
}

// kill ends this process as `kill -9` or the kernel for lack of memory does.
func kill() {
	process, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = process.Kill()
	}
	time.Sleep(time.Second)
	log.Fatal("still alive: ", err)
}

// serve applies the events that are not applied yet, and is killed while it saves the third one.
func serve(dir string, mayDie bool) error {
	state, err := Load(dir)
	if err != nil {
		return err
	}
	fmt.Printf("start: %d events applied, balance %d\n", state.Applied, state.Balance)
	for i, amount := range []int{10, 20, 30, 40} {
		if i < state.Applied {
			continue
		}
		state = State{Applied: i + 1, Balance: state.Balance + amount}
		killed = mayDie && i == 2
		if err := Save(dir, state); err != nil {
			return err
		}
		fmt.Printf("event %d (%+d): balance %d\n", i+1, amount, state.Balance)
	}
	return nil
}

func main() {
	if len(os.Args) == 3 { // the service itself
		if err := serve(os.Args[1], os.Args[2] == "first"); err != nil {
			log.Fatal(err)
		}
		return
	}

	dir, err := os.MkdirTemp("", "state")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for _, run := range []string{"first", "second"} {
		output, err := exec.Command(os.Args[0], dir, run).CombinedOutput()
		fmt.Printf("%s run\n%send: %v\n", run, output, err)
	}
	state, err := Load(dir)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("balance:", state.Balance, "sum of the events:", 10+20+30+40)
}
