//go:build wrong

package main

// Checkout computes the total of a cart, article by article.
func Checkout(cart []string, price func(article string) int) (total int, err error) {
	defer func() {
		if r := recover(); r != nil {
			panic("checkout failed") // neither the value nor the stack of the first panic
		}
	}()
	for _, article := range cart {
		total += price(article)
	}
	return total, nil
}
