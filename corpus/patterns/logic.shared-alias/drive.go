package main

import "fmt"

func main() {
	service := Logger{fields: map[string]string{"service": "orders"}}
	ada := service.With("user", "ada")
	bob := service.With("user", "bob")
	fmt.Println("request of ada:", ada.Line("paid"))
	fmt.Println("request of bob:", bob.Line("paid"))
	fmt.Println("at start:      ", service.Line("ready"))
	fmt.Printf("maps at %p, %p, %p\n", service.fields, ada.fields, bob.fields)
}
