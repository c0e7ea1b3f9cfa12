package analytics

import (
	"math"
	"slices"
)

// Change is a day around which the level of a signal changed for good.
type Change struct {
	Signal Signal
	// Day is the first day on the new level. Early and Late are the ends of its 90 % interval: say «around».
	Day, Early, Late Day
	Before, After    Estimate // means of the segments to both sides, in the signal's unit
	Size             float64  // After less Before in standard deviations from day to day
}

const (
	leastSegment = 14   // values
	mostValues   = 1000 // of the newest
)

// Changes returns the changes of level in the newest 1000 values up to a day, oldest first, and why there is no
// answer if there are fewer than 28. Values are divided by the standard deviation from day to day, a robust one of
// differences, and the penalty of a change is raised by (1 + phi) / (1 - phi) for the autocorrelation phi of what the
// segments leave.
func Changes(g Signal, s Series, to Day) ([]Change, Reason) {
	points := g.scaled(s.Until(to)).Points()
	points = points[max(len(points)-mostValues, 0):]
	if len(points) < 2*leastSegment {
		return nil, TooFewDays
	}
	values := make([]float64, len(points))
	for i, p := range points {
		values[i] = p.Value
	}
	spread := dayToDay(values, g.floor())
	if spread == 0 {
		return nil, NoVariation
	}
	for i := range values {
		values[i] /= spread
	}
	phi, starts := autocorrelatedSegments(values)
	return describe(g, points, values, starts, phi, spread), ""
}

// dayToDay returns the standard deviation of values whose level may change: the MAD of the first differences over
// sqrt 2.
func dayToDay(values []float64, floor float64) float64 {
	differences := make([]float64, len(values)-1)
	for i := range differences {
		differences[i] = values[i+1] - values[i]
	}
	return madToSD * max(MAD(differences)/math.Sqrt2, floor)
}

// autocorrelatedSegments returns the starts of segments and the autocorrelation of what they leave, at most 0.8. It
// begins with the autocorrelation of all values, which holds that of the changes too, so that the penalty is rather
// too high at first, and stops when the segments stay.
func autocorrelatedSegments(values []float64) (phi float64, starts []int) {
	for range 6 {
		phi = min(max(autocorrelation(residuals(values, starts), 1), 0), 0.8)
		// Differences of such values are less spread than the values, by sqrt(1 - phi).
		next := segments(scaledBy(values, math.Sqrt(1-phi)), leastSegment, (1+phi)/(1-phi))
		if slices.Equal(next, starts) {
			break
		}
		starts = next
	}
	return phi, starts
}

func scaledBy(values []float64, factor float64) []float64 {
	list := make([]float64, len(values))
	for i, x := range values {
		list[i] = factor * x
	}
	return list
}

// residuals returns what is left of values without the means of their segments.
func residuals(values []float64, starts []int) []float64 {
	c, list := costs(values), make([]float64, len(values))
	bounds := append(append([]int{0}, starts...), len(values))
	for i := range len(bounds) - 1 {
		mean := c.mean(bounds[i], bounds[i+1])
		for j := bounds[i]; j < bounds[i+1]; j++ {
			list[j] = values[j] - mean
		}
	}
	return list
}

func describe(g Signal, points []Point, values []float64, starts []int, phi, spread float64) []Change {
	const method = "mean of a segment"
	c := costs(values)
	bounds := append(append([]int{0}, starts...), len(values))
	level := func(i int) (float64, Estimate) {
		mean := c.mean(bounds[i], bounds[i+1])
		days := int(points[bounds[i+1]-1].Day-points[bounds[i]].Day) + 1
		return mean, estimate(method, g.unscaled(mean*spread), bounds[i+1]-bounds[i], days)
	}
	list := make([]Change, len(starts))
	for i, start := range starts {
		x, before := level(i)
		y, after := level(i + 1)
		early, late := c.dated(bounds[i], bounds[i+2], phi)
		list[i] = Change{
			Signal: g, Day: points[start].Day, Early: points[min(early, start)].Day, Late: points[max(late, start)].Day,
			Before: before, After: after, Size: (y - x) * math.Sqrt(1-phi),
		}
	}
	return list
}

// dated returns the positions between which the one change of a stretch lies with a probability of 90 %, if before
// any look at the values all positions are as likely. Autocorrelation makes the values count for less.
func (c sums) dated(from, to int, phi float64) (early, late int) {
	weight := (1 - phi) * (1 - phi) / (1 + phi) / 2
	least := math.Inf(1)
	for k := from + 1; k < to; k++ {
		least = min(least, c.squares(from, k)+c.squares(k, to))
	}
	chances, sum := make([]float64, 0, to-from), 0.0
	for k := from + 1; k < to; k++ {
		p := math.Exp(weight * (least - c.squares(from, k) - c.squares(k, to)))
		chances, sum = append(chances, p), sum+p
	}
	early, late = -1, to-1
	below := 0.0
	for i, p := range chances {
		below += p / sum
		if early < 0 && below >= 0.05 {
			early = from + 1 + i
		}
		if below >= 0.95 {
			return early, from + 1 + i
		}
	}
	return early, late
}
