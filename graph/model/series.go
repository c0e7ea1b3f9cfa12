package model

import "time"

// Series is a series of samples as it is returned, column by column.
type Series struct {
	// StartTime is the instant from which the offsets count, in the record's offset from UTC.
	StartTime time.Time
	// StoredCount is how many points there were before any reduction.
	StoredCount int
	// ResolutionSeconds is the distance between the points when it is the same for all, else nil.
	ResolutionSeconds *float64
	// OffsetsSeconds count from StartTime.
	OffsetsSeconds []float64
	// Values belong to the offsets; NaN where the sensor had nothing.
	Values []float64
}
