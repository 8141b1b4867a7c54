package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fupan/patterns/internal/observe"
)

func main() {
	save := func(_ context.Context, row string) error {
		return errors.New("save " + row + ": connection refused")
	}
	rows := []string{"row 1", "row 2", "row 3", "row 4"}
	observe.Returns(100*time.Millisecond, func() {
		err := Import(context.Background(), rows, save)
		fmt.Println("import failed:", err != nil)
	})
}
