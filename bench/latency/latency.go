// Package latency is about how long answers take.
package latency

import (
	"fmt"
	"time"
)

// Sorted are latencies, the quickest first.
type Sorted []time.Duration

// Quantile returns the latency that a share, from 0 to 1, did not exceed, and 0 of none.
func (s Sorted) Quantile(share float64) time.Duration {
	if len(s) == 0 {
		return 0
	}
	return s[min(int(share*float64(len(s))), len(s)-1)]
}

// MS returns a duration in milliseconds, with one decimal.
func MS(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond)) }
