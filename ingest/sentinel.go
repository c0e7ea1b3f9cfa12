package ingest

import (
	"math"

	"polarflow/polar"
)

// Polar writes «not measured» in three ways: it leaves the field out, or it sends -1, or, where a zero cannot
// be measured (a heart rate, a rating from 1 to 5), it sends 0. The functions here turn each into nil and
// leave a zero that can be measured alone.

// nonNegative drops -1 and keeps 0: steps, loads, seconds.
func nonNegative[T int | int64 | float64](n polar.Null[T]) *T {
	if !n.Valid || n.V < 0 || math.IsNaN(float64(n.V)) {
		return nil
	}
	return n.Ptr()
}

// positive drops -1 and 0: heart rates, ratings and scores that start at 1.
func positive[T int | int64 | float64](n polar.Null[T]) *T {
	if !n.Valid || n.V <= 0 || math.IsNaN(float64(n.V)) {
		return nil
	}
	return n.Ptr()
}

// within drops what lies outside the scale: -1 is a value of the ANS charge, and -200 is none.
func within[T int | int64 | float64](n polar.Null[T], low, high T) *T {
	if !n.Valid || n.V < low || n.V > high || math.IsNaN(float64(n.V)) {
		return nil
	}
	return n.Ptr()
}

// finite drops only what is no number: temperatures and altitudes may well be negative.
func finite(n polar.Null[float64]) *float64 {
	if !n.Valid || math.IsNaN(n.V) || math.IsInf(n.V, 0) {
		return nil
	}
	return n.Ptr()
}

// whole rounds to the nearest integer: Polar documents integers and could send decimals.
func whole(f *float64) *int {
	if f == nil || math.Abs(*f) > math.MaxInt32 {
		return nil
	}
	n := int(math.Round(*f))
	return &n
}

// text keeps Polar's words exactly; an empty one is none.
func text[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	word := string(s)
	return &word
}

// pulse is a heart rate sample: zero and below mean that the sensor had no contact.
func pulse(bpm float64) float64 {
	if bpm > 0 {
		return bpm
	}
	return math.NaN()
}
