// Command program shows the arithmetic of RPL-2021-0005: adding the whole lifetime to the start gives one second too
// much where the end counts as well. It is our model, not the code of Boulder.
package main

import (
	"fmt"
	"time"
)

const lifetime = 90 * 24 * time.Hour // 2160 h

// inclusive counts the seconds of a validity period as RFC 5280 does: both ends belong to it.
func inclusive(notBefore, notAfter time.Time) time.Duration {
	return notAfter.Sub(notBefore) + time.Second
}

func main() {
	notBefore := time.Date(2021, 6, 8, 12, 0, 0, 0, time.UTC)
	for _, add := range []time.Duration{lifetime, lifetime - time.Second} {
		notAfter := notBefore.Add(add)
		fmt.Printf("added %.0f s: notAfter %s, valid for %.0f s, longer than 90 days: %t\n", add.Seconds(),
			notAfter.Format(time.RFC3339), inclusive(notBefore, notAfter).Seconds(), inclusive(notBefore, notAfter) > lifetime)
	}
}
