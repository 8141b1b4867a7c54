// The constraint gives this file the loop variables of Go before 1.22.

//go:build go1.21

// Command program models RPL-2020-0003: the address of a range variable is kept, so every result points to the same
// value. It is our model of the mechanism, not the code of Boulder.
package main

import "fmt"

// authzModel is a row of the database.
type authzModel struct {
	ID         int64
	Identifier string
}

// authorizationPB keeps pointers into the row, as the protobufs of that time did.
type authorizationPB struct {
	id         *int64
	identifier *string
}

func modelToAuthzPB(am *authzModel) *authorizationPB {
	return &authorizationPB{id: &am.ID, identifier: &am.Identifier}
}

// authzModelMapToPB copies the key and forgets the value.
func authzModelMapToPB(m map[string]authzModel) map[string]*authorizationPB {
	resp := map[string]*authorizationPB{}
	for k, v := range m {
		kCopy := k
		resp[kCopy] = modelToAuthzPB(&v)
	}
	return resp
}

func main() {
	m := map[string]authzModel{}
	for id, name := range []string{"a.example.com", "b.example.com", "c.example.com", "d.example.com"} {
		m[name] = authzModel{ID: int64(id), Identifier: name}
	}
	checked := map[string]int{}
	for _, authz := range authzModelMapToPB(m) {
		checked[*authz.identifier]++
	}
	fmt.Printf("names in the order: %d; different names whose CAA was checked: %d\n", len(m), len(checked))
	for _, times := range checked {
		fmt.Printf("one name was checked %d times\n", times)
	}
}
