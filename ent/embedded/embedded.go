// Package embedded holds the small lists that are stored as JSON inside the row they belong to.
package embedded

import "time"

// Zone is the time spent between two heart rates during an exercise.
type Zone struct {
	Index    int      `json:"index"`
	LowerBpm *int     `json:"lowerBpm,omitempty"`
	UpperBpm *int     `json:"upperBpm,omitempty"`
	Seconds  *float64 `json:"seconds,omitempty"`
}

// Hour is Polar's alertness estimate for one hour, or for part of one at the edges of a period. The times
// carry the offset that was in force.
type Hour struct {
	StartTime time.Time `json:"startTime"`
	EndTime   time.Time `json:"endTime"`
	Level     *string   `json:"level,omitempty"`
	Validity  *string   `json:"validity,omitempty"`
}

// Quality is how well the electrodes touched from one moment of an ECG on.
type Quality struct {
	OffsetSeconds float64 `json:"offsetSeconds"`
	Level         string  `json:"level"`
}
