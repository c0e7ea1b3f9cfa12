package analytics

// Artefacts returns the nights whose HRV is probably an artefact, like that of a loose watch or of ectopic beats:
// RMSSD lies above 1.8 times the median of the 60 days before, or has a robust z above 4 while the heart rate is not
// below its own median. Values before that were artefacts are not compared with. The third such night in a row is
// taken for a change, so that a baseline can follow it.
func Artefacts(rmssd, heartRate Series) []Day {
	scaled := HRV.scaled(rmssd)
	clean := emptySeries(scaled.first, scaled.Last())
	window := newMoving(clean, usualDays)
	var list []Day
	extreme := 0 // nights in a row, missing ones apart
	for d := scaled.First(); d <= scaled.Last(); d++ {
		x := scaled.At(d)
		if isMissing(x) {
			continue
		}
		if tooHigh(x, window.to(d-1), heartRate, d) {
			extreme++
		} else {
			extreme = 0
		}
		if extreme == 1 || extreme == 2 {
			list = append(list, d)
			continue
		}
		clean.values[d-clean.first] = x
	}
	return list
}

// tooHigh takes the values before in ascending order.
func tooHigh(x float64, before []float64, heartRate Series, d Day) bool {
	const ln1_8 = 0.5877866649021191
	if len(before) < usualLeast {
		return false
	}
	median := sortedQuantile(before, 0.5)
	above := x - median
	if above > ln1_8 {
		return true
	}
	if above <= 4*madToSD*max(sortedMAD(before, median), HRV.floor()) {
		return false
	}
	rates := heartRate.Between(d-usualDays, d-1)
	return len(rates) >= usualLeast && heartRate.At(d) >= Median(rates)
}

// Without returns the series without the values of some days.
func (s Series) Without(days []Day) Series {
	list := s.mapped(func(x float64) float64 { return x })
	for _, d := range days {
		if d >= list.first && d <= list.Last() {
			list.values[d-list.first] = missing
		}
	}
	return list
}
