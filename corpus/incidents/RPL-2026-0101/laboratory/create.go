package laboratory

import (
	"io"
	"os"
	"path/filepath"
)

// Create opens an evidence file that the service writes itself, such as a slow query log. Without -out what is
// written goes to standard output.
func (s *Service) Create(name string) io.Writer {
	folder := os.Getenv("LAB_FOLDER")
	if folder == "" {
		return os.Stdout
	}
	if s.Fixed {
		name = "fixed-" + name
	}
	file, err := os.Create(filepath.Join(folder, name))
	must(err)
	return file
}
