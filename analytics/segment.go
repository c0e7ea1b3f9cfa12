package analytics

import "math"

// segments returns where the mean of values of unit variance changes: the positions at which a new segment begins. It
// is the exact minimum of the sum of squares within segments plus, for each change, 3 ln n times weight, and for each
// segment the logarithm of its length times weight (modified BIC; Zhang and Siegmund, 2007), over segments of at
// least so many values. Candidates that can no longer win are pruned (PELT; Killick, Fearnhead and Eckley, 2012). A
// weight above 1 makes up for values that are not independent.
func segments(values []float64, least int, weight float64) []int {
	n := len(values)
	c := costs(values)
	penalty := 3 * math.Log(float64(n)) * weight
	best, last := make([]float64, n+1), make([]int, n+1)
	best[0] = -penalty
	candidates := []int{0}
	for end := least; end <= n; end++ {
		best[end] = math.Inf(1)
		for _, start := range candidates {
			if total := best[start] + c.of(start, end, weight) + penalty; total < best[end] {
				best[end], last[end] = total, start
			}
		}
		// The term of the lengths lets a split cost less than nothing, by at most the logarithm of n.
		slack := weight * math.Log(float64(n))
		kept := candidates[:0]
		for _, start := range candidates {
			if best[start]+c.of(start, end, weight) <= best[end]+slack {
				kept = append(kept, start)
			}
		}
		candidates = kept
		if start := end + 1 - least; start >= least {
			candidates = append(candidates, start)
		}
	}
	return backwards(last, n)
}

// backwards returns the starts of segments but the first, in ascending order.
func backwards(last []int, n int) []int {
	var list []int
	for end := last[n]; end > 0; end = last[end] {
		list = append(list, end)
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// sums are prefix sums of values and of their squares.
type sums struct{ x, xx []float64 }

func costs(values []float64) sums {
	c := sums{make([]float64, len(values)+1), make([]float64, len(values)+1)}
	for i, x := range values {
		c.x[i+1], c.xx[i+1] = c.x[i]+x, c.xx[i]+x*x
	}
	return c
}

// of returns the cost of one segment.
func (c sums) of(start, end int, weight float64) float64 {
	n := float64(end - start)
	return c.squares(start, end) + weight*math.Log(n)
}

// squares returns the sum of squares around the mean of a segment, 0 of none.
func (c sums) squares(start, end int) float64 {
	if start >= end {
		return 0
	}
	sum := c.x[end] - c.x[start]
	return c.xx[end] - c.xx[start] - sum*sum/float64(end-start)
}

// mean returns the mean of a segment.
func (c sums) mean(start, end int) float64 {
	return (c.x[end] - c.x[start]) / float64(end-start)
}
