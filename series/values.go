package series

import (
	"encoding/binary"
	"math"
)

// The forms a column of values is written in.
const (
	// formBits are the 64 bits of each value, XORed with those of the value
	// before it. Every value has it.
	formBits = iota
	// formDecimal are whole numbers that, divided by a power of ten, are
	// exactly the values.
	formDecimal
	// formSingle are whole numbers that, divided by a power of ten and rounded
	// to float32, are exactly the values: a watch that measures 0.1 in a
	// float32 is reported as 0.10000000149011612.
	formSingle
)

// maxScale is the largest power of ten that values are multiplied with.
const maxScale = 15

// maxWhole bounds the whole numbers: up to it every one is a float64.
const maxWhole = 1 << 53

// appendValues writes values, none of which is NaN, in the shortest form that
// gives every one back bit for bit.
func appendValues(dst []byte, values []float64) []byte {
	for scale := range maxScale + 1 {
		for _, form := range []byte{formDecimal, formSingle} {
			if whole, ok := wholes(values, form, scale); ok {
				dst = append(dst, form, byte(scale))
				return appendWholes(dst, whole)
			}
		}
	}
	return appendBits(append(dst, formBits), values)
}

// parseValues undoes appendValues for n values.
func parseValues(r *reader, n int) []float64 {
	form := r.count(formSingle)
	if r.err != nil {
		return nil
	}
	if form == formBits {
		return parseBits(r, n)
	}
	power := math.Pow10(r.count(maxScale))
	whole := parseWholes(r, n)
	values := make([]float64, len(whole))
	for i, w := range whole {
		values[i] = restore(w, byte(form), power)
	}
	return values
}

// wholes multiplies the values with ten to the power of scale, and reports
// whether each of them comes back from that exactly.
func wholes(values []float64, form byte, scale int) ([]int64, bool) {
	if len(values) == 0 {
		return nil, true
	}
	power := math.Pow10(scale)
	// Most scales fail at one of the first values: look before allocating.
	if _, ok := wholeOf(values[0], form, power); !ok {
		return nil, false
	}
	out := make([]int64, len(values))
	for i, v := range values {
		w, ok := wholeOf(v, form, power)
		if !ok {
			return nil, false
		}
		out[i] = w
	}
	return out, true
}

// wholeOf returns the whole number that restore turns into v, and whether there
// is one. Comparing bits keeps negative zero out.
func wholeOf(v float64, form byte, power float64) (int64, bool) {
	scaled := math.Round(v * power)
	if !(math.Abs(scaled) <= maxWhole) {
		return 0, false
	}
	w := int64(scaled)
	return w, math.Float64bits(restore(w, form, power)) == math.Float64bits(v)
}

// restore returns the value that a whole number stands for. Dividing two exact
// numbers gives the float64 nearest to the decimal, which is what parsing the
// decimal's text gives.
func restore(whole int64, form byte, power float64) float64 {
	v := float64(whole) / power
	if form == formSingle {
		return float64(float32(v))
	}
	return v
}

// appendBits writes each value's bits, XORed with the bits of the one before.
func appendBits(dst []byte, values []float64) []byte {
	var before uint64
	for _, v := range values {
		now := math.Float64bits(v)
		dst = binary.LittleEndian.AppendUint64(dst, now^before)
		before = now
	}
	return dst
}

// parseBits undoes appendBits for n values.
func parseBits(r *reader, n int) []float64 {
	data := r.take(8 * n)
	if r.err != nil {
		return nil
	}
	values := make([]float64, n)
	var now uint64
	for i := range values {
		now ^= binary.LittleEndian.Uint64(data[8*i:])
		values[i] = math.Float64frombits(now)
	}
	return values
}
