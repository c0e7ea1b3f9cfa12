package analytics

// CUSUM returns the tabular cumulative sums of standardised or raw values: how far they have drifted above and below
// a target by more than the slack k, in the unit of the values. Usual for standardised values are k 0.5 and a signal
// above 5 (Page, 1954; Montgomery, Introduction to Statistical Quality Control).
func CUSUM(values []float64, target, k float64) (above, below []float64) {
	var up, down float64
	for _, x := range values {
		up = max(up+x-target-k, 0)
		down = max(down+target-k-x, 0)
		above, below = append(above, up), append(below, down)
	}
	return above, below
}
