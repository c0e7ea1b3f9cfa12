package series

import "math"

// selection runs Largest-Triangle-Three-Buckets between two points that stay.
type selection struct {
	series Series
	mass   []float64 // see masses
}

// between appends quota of the points after left and before right, both of which
// stay, in order, or all points when there are no more.
func (l selection) between(dst []int, left, right, quota int) []int {
	if quota <= 0 {
		return dst
	}
	if quota >= right-left-1 {
		return appendRange(dst, left+1, right)
	}
	buckets := l.buckets(left+1, right, quota)
	before := left
	for i, candidates := range buckets {
		after := []int{right}
		if i+1 < len(buckets) {
			after = buckets[i+1]
		}
		before = l.largest(before, candidates, after)
		dst = append(dst, before)
	}
	return dst
}

// buckets parts the points [from, to), of which there are more than count, into
// count buckets of about equal mass and returns the candidates of each. Every
// bucket has a point, also where one point outweighs several buckets: otherwise
// a part of the budget would be lost on a series with uneven spacing.
func (l selection) buckets(from, to, count int) [][]int {
	out := make([][]int, count)
	backing := make([]int, 0, min(4*count, to-from))
	width := (l.mass[to] - l.mass[from]) / float64(count)
	start := from
	for i := range out {
		latest := to - (count - 1 - i)
		end := start + 1
		for end < latest && (i == count-1 || l.mass[end]-l.mass[from] < width*float64(i+1)) {
			end++
		}
		used := len(backing)
		backing = l.candidates(backing, start, end)
		out[i] = backing[used:]
		start = end
	}
	return out
}

// candidates appends the points of [from, to) that LTTB may choose from: the
// minimum and the maximum of each half, or all of at most four.
func (l selection) candidates(dst []int, from, to int) []int {
	if to-from <= 4 {
		return appendRange(dst, from, to)
	}
	middle := (from + to) / 2
	dst = l.outermost(dst, from, middle)
	return l.outermost(dst, middle, to)
}

// outermost appends the smallest and the largest of the points [from, to), in
// order.
func (l selection) outermost(dst []int, from, to int) []int {
	low, high := from, from
	for i := from + 1; i < to; i++ {
		if l.series.Values[i] < l.series.Values[low] {
			low = i
		}
		if l.series.Values[i] > l.series.Values[high] {
			high = i
		}
	}
	if low == high {
		return append(dst, low)
	}
	return append(dst, min(low, high), max(low, high))
}

// largest returns the candidate that spans the largest triangle with the point
// chosen before it and the mean of the points after it.
func (l selection) largest(before int, candidates, after []int) int {
	ax, ay := l.at(before)
	var cx, cy float64
	for _, i := range after {
		x, y := l.at(i)
		cx += x / float64(len(after))
		cy += y / float64(len(after))
	}
	best, most := candidates[0], -1.0
	for _, i := range candidates {
		x, y := l.at(i)
		// Twice the area; the factor does not change which is the largest.
		area := math.Abs((ax-cx)*(y-ay) - (ax-x)*(cy-ay))
		if area > most {
			best, most = i, area
		}
	}
	return best
}

// at returns point i as coordinates.
func (l selection) at(i int) (x, y float64) {
	return float64(l.series.Offsets[i]), l.series.Values[i]
}

// appendRange appends the whole numbers of [from, to).
func appendRange(dst []int, from, to int) []int {
	for i := from; i < to; i++ {
		dst = append(dst, i)
	}
	return dst
}
