package analytics

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// detrended returns the series without its slow course, the median of the 31 days around each day, and without the
// means of the weekdays if there are at least 56 values. What is left can be compared day by day.
func detrended(s Series) Series {
	list := emptySeries(s.first, s.Last())
	var week [7][]float64
	for _, p := range s.Points() {
		x := p.Value - Median(s.Between(p.Day-15, p.Day+15))
		list.values[p.Day-s.first] = x
		w := p.Day.Weekday()
		week[w] = append(week[w], x)
	}
	if s.count(s.First(), s.Last()) < 56 {
		return list
	}
	for i := range list.values {
		list.values[i] -= stat.Mean(week[(list.first+Day(i)).Weekday()], nil)
	}
	return list
}

// spent returns how many degrees of freedom [detrended] takes of so many values: two of each month and six of the
// week.
func spent(n int) float64 {
	dof := 2 * float64(n) / 31
	if n >= 56 {
		dof += 6
	}
	return dof
}

// whitened returns what is left of each day's value when the part that follows from the day before is taken off: an
// autoregression of first order, its coefficient bias corrected. Two independent series that are each autocorrelated
// correlate by chance far more often than the usual tests allow for; whitened ones do not. Where the day before is
// missing the value is scaled to the same variance.
func whitened(s Series) Series {
	var product, square float64
	for d := s.First(); d < s.Last(); d++ {
		if s.Has(d) && s.Has(d+1) {
			product += s.At(d) * s.At(d+1)
			square += s.At(d) * s.At(d)
		}
	}
	if square == 0 {
		return s
	}
	n := float64(s.count(s.First(), s.Last()))
	phi := min(max((n*product/square+2)/(n-4), 0), 0.95)
	list := emptySeries(s.first, s.Last())
	for d := s.First(); d <= s.Last(); d++ {
		list.values[d-s.first] = s.At(d) * math.Sqrt(1-phi*phi)
		if s.Has(d - 1) {
			list.values[d-s.first] = s.At(d) - phi*s.At(d-1)
		}
	}
	return list
}
