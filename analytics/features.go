package analytics

import (
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"
)

// evening is what is known of a night when the person goes to bed.
type evening struct {
	night      Day
	last       float64 // the night before
	median7    float64
	median30   float64
	mean       float64 // exponentially weighted
	history    []float64
	behaviours []float64
	target     float64 // the night itself, NaN of one to come
}

// evenings returns the nights of a target from its first value to a day, in order. Each knows only of days before it.
// The target is on the scale on which arithmetic is done.
func evenings(target Series, behaviours []Series, to Day) []evening {
	start, ok := target.start()
	if !ok {
		return nil
	}
	list := make([]evening, 0, max(int(to-start), 0))
	mean := decay{alpha: 0.2}
	mean.seed(target.At(start))
	for d := start + 1; d <= to; d++ {
		week, month := target.Between(d-7, d-1), target.Between(d-30, d-1)
		e := evening{
			night: d, last: target.At(d - 1), median7: Median(week), median30: Median(month), mean: mean.mean(), target: target.At(d),
		}
		e.history = []float64{e.last, e.mean, meanOf(week), meanOf(month)}
		for w := time.Monday; w <= time.Saturday; w++ {
			is := 0.0
			if d.Weekday() == w {
				is = 1
			}
			e.history = append(e.history, is)
		}
		for _, s := range behaviours {
			e.behaviours = append(e.behaviours, s.At(d-1))
		}
		list = append(list, e)
		mean.add(target.At(d))
	}
	return list
}

func meanOf(values []float64) float64 {
	if len(values) == 0 {
		return missing
	}
	return stat.Mean(values, nil)
}

// usable returns the behaviours of which enough is known in the last two years to learn from, in the order of
// [Behaviours]: 60 nights with a value on the day before, which is not always the same. Of one that only is or is
// not, 8 of each.
func usable(behaviours map[Behaviour]Series, target Series, to Day) []Behaviour {
	var list []Behaviour
	for _, b := range Behaviours {
		values, _ := pairs(behaviours[b].window(to-trainedMost, to-1).shifted(1), target.Until(to))
		if len(values) < 60 {
			continue
		}
		slices.Sort(values)
		least, most := values[0], values[len(values)-1]
		kinds := len(slices.Compact(slices.Clone(values)))
		at, _ := slices.BinarySearch(values, most)
		if least == most || kinds == 2 && min(at, len(values)-at) < 8 {
			continue
		}
		list = append(list, b)
	}
	return list
}
