package main

import (
	"encoding/json"
	"fmt"
)

func main() {
	for _, body := range []string{`{"labels": {"gift": "yes"}}`, `{"labels": null}`, `{}`} {
		var request struct {
			Labels map[string]string `json:"labels"`
		}
		if err := json.Unmarshal([]byte(body), &request); err != nil {
			fmt.Println(err)
			continue
		}
		labels := NewLabels(request.Labels)
		labels.Set("source", "web")
		fmt.Println(body, "has", len(labels.byKey), "labels")
	}
}
