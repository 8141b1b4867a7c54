//go:build !wrong

package main

import "errors"

// Category is a node of the catalogue.
type Category struct {
	Name   string
	Parent *Category
}

const maxDepth = 32

var errDeep = errors.New("category: too deep, or its parents form a circle")

// Path gives the names from the root down to the category.
func Path(category *Category) (string, error) {
	path := category.Name
	for depth := 0; category.Parent != nil; depth++ { // a loop with a bound
		if depth == maxDepth {
			return "", errDeep
		}
		category = category.Parent
		path = category.Name + " > " + path
	}
	return path, nil
}
