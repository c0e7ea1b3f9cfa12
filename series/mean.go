package series

import (
	"math"
	"slices"
)

// Mean reduces the series to at most maxPoints means over buckets of equal
// time. A point of the result has the offset at which its bucket begins, so it
// is the mean of what follows it until the next bucket; the first offset stays.
// Within a bucket a value weighs as long as it stands (until the next sample, and
// before a hole as long as the value before it), so bursts of fast sampling do
// not dominate.
//
// A bucket with only NaN points becomes one NaN point, a hole in time puts one
// NaN point into the first bucket that lies in it, and other buckets without
// samples give no point. A gap shorter than a bucket cannot be seen, but takes
// no part in the mean. A series of at most maxPoints is returned unchanged;
// maxPoints below 2 counts as 2.
func Mean(s Series, maxPoints int) Series {
	maxPoints = max(maxPoints, 2)
	n := s.Len()
	if n <= maxPoints {
		return s
	}
	start, width := bucketWidth(s.Offsets[:n], maxPoints)
	limit := holeLimit(s.Offsets[:n])
	buckets := make([]bucket, maxPoints)
	for i := range n {
		at := uint64(s.Offsets[i]-start) / width
		buckets[at].add(s.Values[i], s.hold(i, limit))
		if i == 0 || s.spacing(i) <= limit {
			continue
		}
		if hole := uint64(s.Offsets[i-1]-start)/width + 1; hole < at {
			buckets[hole].gap = true
		}
	}
	return means(buckets, start, width)
}

// bucketWidth returns the earliest offset and the width in milliseconds of
// count buckets that together reach over all offsets.
func bucketWidth(offsets []int64, count int) (start int64, width uint64) {
	start = slices.Min(offsets)
	span := uint64(slices.Max(offsets) - start)
	return start, span/uint64(count) + 1
}

// means returns one point for each bucket that has one to show.
func means(buckets []bucket, start int64, width uint64) Series {
	var out Series
	for i, b := range buckets {
		mean, ok := b.mean()
		if !ok && !b.gap {
			continue
		}
		if !ok {
			mean = math.NaN()
		}
		out.Offsets = append(out.Offsets, start+int64(uint64(i)*width))
		out.Values = append(out.Values, mean)
	}
	return out
}
