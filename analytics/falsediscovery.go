package analytics

import "slices"

// FalseDiscovery returns for each p-value the least false discovery rate at which it counts (Benjamini and Hochberg,
// 1995). All tests of a list have to be in it, not only those that look good.
func FalseDiscovery(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return compare(p[b], p[a]) })
	q, least := make([]float64, len(p)), 1.0
	for i, at := range order {
		rank := len(p) - i
		least = min(least, p[at]*float64(len(p))/float64(rank))
		q[at] = least
	}
	return q
}
