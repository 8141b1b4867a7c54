//go:build wrong

package main

// Category is a node of the catalogue.
type Category struct {
	Name   string
	Parent *Category
}

// Path gives the names from the root down to the category.
func Path(category *Category) (string, error) {
	if category.Parent == nil {
		return category.Name, nil
	}
	above, err := Path(category.Parent) // never ends where the parents form a circle
	if err != nil {
		return "", err
	}
	return above + " > " + category.Name, nil
}
