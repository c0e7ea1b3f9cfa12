package analytics

import "gonum.org/v1/gonum/stat/distuv"

// InjuryRecord is how a person's own logged injuries and spikes coincided.
type InjuryRecord struct {
	Injuries int
	After    int // injuries on the day of a spike or the 7 days after
	// Share is After / Injuries with its exact 95 % interval. It needs 3 injuries.
	Share Estimate
	// Exposed is the share of all days that were as close to a spike.
	Exposed float64
}

// OwnInjuries returns how many injuries from one day to another came within 7 days of a spike.
func OwnInjuries(injuries, spikes []Day, from, to Day) InjuryRecord {
	exposed := make(map[Day]bool)
	for _, s := range spikes {
		for d := max(s, from); d <= min(s+7, to); d++ {
			exposed[d] = true
		}
	}
	var r InjuryRecord
	for _, d := range injuries {
		if d < from || d > to {
			continue
		}
		r.Injuries++
		if exposed[d] {
			r.After++
		}
	}
	if to >= from {
		r.Exposed = float64(len(exposed)) / float64(to-from+1)
	}
	r.Share = proportion(r.After, r.Injuries)
	return r
}

// proportion returns k of n with its exact 95 % interval (Clopper and Pearson, 1934).
func proportion(k, n int) Estimate {
	const method = "share with exact binomial interval"
	if n < 3 {
		return none(method, TooFewDays, n, n)
	}
	low, high := 0.0, 1.0
	if k > 0 {
		low = distuv.Beta{Alpha: float64(k), Beta: float64(n - k + 1)}.Quantile(0.025)
	}
	if k < n {
		high = distuv.Beta{Alpha: float64(k + 1), Beta: float64(n - k)}.Quantile(0.975)
	}
	return estimate(method, float64(k)/float64(n), n, n).within(low, high, 0.95)
}
