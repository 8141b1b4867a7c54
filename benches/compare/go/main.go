// Command contender reads goroutine dumps with the parsers of Go that fupan is compared with.
//
//	contender gostackparse FILE          answers a line with a line: "1048576 1000 -"
//	contender panicparse FILE            the same, with the number of groups at its end
//	contender gostackparse FILE stream   one round that reads the file piece by piece, for the peak of memory
//
// An answer is the nanoseconds one reading took, the goroutines it found, and the groups it put them into, "-" where
// the parser has no groups. The program ends with its input. It does not say how much memory it took: who started it
// looks from outside.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/DataDog/gostackparse"
	"github.com/maruel/panicparse/v2/stack"
)

// reading is what one round found.
type reading struct {
	goroutines int
	groups     string
}

// parsers are the entry points by name. Each does all that its library offers without looking at source files.
var parsers = map[string]func(io.Reader) reading{
	"gostackparse": readWithGostackparse,
	"panicparse":   readWithPanicparse,
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "contender:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) < 2 {
		return fmt.Errorf("needs the name of a parser and a file")
	}
	parse, ok := parsers[arguments[0]]
	if !ok {
		return fmt.Errorf("no parser %q", arguments[0])
	}
	source, err := sourceOf(arguments[1], len(arguments) > 2)
	if err != nil {
		return err
	}
	for rounds := bufio.NewScanner(os.Stdin); rounds.Scan(); {
		if err := answer(parse, source); err != nil {
			return err
		}
	}
	return nil
}

// sourceOf gives a reader of the file for every round: from memory for the time, from the disk for the memory.
func sourceOf(path string, streams bool) (func() (io.Reader, error), error) {
	if streams {
		return func() (io.Reader, error) { return os.Open(path) }, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return func() (io.Reader, error) { return bytes.NewReader(content), nil }, nil
}

func answer(parse func(io.Reader) reading, source func() (io.Reader, error)) error {
	input, err := source()
	if err != nil {
		return err
	}
	started := time.Now()
	found := parse(input)
	_, err = fmt.Println(time.Since(started).Nanoseconds(), found.goroutines, found.groups)
	return err
}

func readWithGostackparse(input io.Reader) reading {
	goroutines, _ := gostackparse.Parse(input)
	return reading{goroutines: len(goroutines), groups: "-"}
}

// readWithPanicparse asks for one snapshot after the other, as the library's documentation tells, and takes the
// grouping that ignores arguments: the finer ones need minutes for a large dump.
func readWithPanicparse(input io.Reader) reading {
	goroutines, groups := 0, 0
	for {
		snapshot, suffix, err := stack.ScanSnapshot(input, io.Discard, &stack.Opts{})
		if snapshot != nil {
			goroutines += len(snapshot.Goroutines)
			groups += len(snapshot.Aggregate(stack.AnyValue).Buckets)
		}
		if snapshot == nil || err != nil {
			return reading{goroutines: goroutines, groups: fmt.Sprint(groups)}
		}
		input = io.MultiReader(bytes.NewReader(suffix), input)
	}
}
