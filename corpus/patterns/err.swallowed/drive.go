package main

import (
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	limits := Limits{OrdersPerMinute: 60}
	loaded, err := LoadLimits([]byte(`{"orders_per_minute": "60"}`)) // a text where a number belongs
	if err != nil {
		log.Println("reload failed, the old limits stay:", err)
	} else {
		log.Println("reload done")
		limits = loaded
	}
	for order := range 3 {
		if order >= limits.OrdersPerMinute {
			log.Printf("order %d: 429 Too Many Requests (limit %d)", order+1, limits.OrdersPerMinute)
			continue
		}
		log.Printf("order %d: 200 OK", order+1)
	}
}
