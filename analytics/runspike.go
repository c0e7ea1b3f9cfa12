package analytics

// Run is the distance of a run.
type Run struct {
	Day        Day
	Kilometers float64
}

// SpikeSource is where the rates of [RunSpike] come from.
const SpikeSource = "Frandsen and others, 2025, doi:10.1136/bjsports-2024-109380: 5205 runners, 588 071 sessions, 1820 injuries"

// injuriesPerRun is the rate of injuries in that study. The rate of its reference group is a little lower.
const injuriesPerRun = 1820.0 / 588071

// SpikeGroup is a group of runs by how long they were against the longest run of the 30 days before.
type SpikeGroup string

// The groups of runs.
const (
	NoSpike       SpikeGroup = "NONE"     // at most 10 % longer
	SmallSpike    SpikeGroup = "SMALL"    // at most 30 % longer
	ModerateSpike SpikeGroup = "MODERATE" // at most twice as long
	LargeSpike    SpikeGroup = "LARGE"    // more than twice as long
)

// RunSpike is how a run's distance compares with the runs before, and what a study found of such runs. It is no
// forecast for the person.
type RunSpike struct {
	Day     Day
	Longest Estimate // the longest run of the 30 days before, km
	// Ratio is the run over the longest run of the 30 days before. It needs three runs in them. N counts those.
	Ratio Estimate
	Group SpikeGroup // empty without a ratio
	// HazardRatio is the rate of injuries of such runs over that of runs at most 10 % longer, with its 95 % interval.
	HazardRatio Estimate
	// PerThousand is how many injuries a thousand such runs had, about.
	PerThousand Estimate
	// Return says that the person had not run for 14 days.
	Return bool
}

const (
	spikeDays  = 30
	spikeLeast = 3
)

// Spikes returns how each run compares with those before, in the order of the runs. Runs of the same day do not
// count.
func Spikes(runs []Run) []RunSpike {
	list := make([]RunSpike, len(runs))
	for i, run := range runs {
		list[i] = spike(run, runs)
	}
	return list
}

func spike(run Run, runs []Run) RunSpike {
	const method = "longest run of the 30 days before"
	n, longest, recent, ever := 0, 0.0, false, false
	for _, r := range runs {
		if r.Day >= run.Day || !(r.Kilometers > 0) {
			continue
		}
		ever = true
		recent = recent || r.Day > run.Day-14
		if r.Day >= run.Day-spikeDays {
			n++
			longest = max(longest, r.Kilometers)
		}
	}
	s := RunSpike{Day: run.Day, Return: ever && !recent}
	if n < spikeLeast || !(run.Kilometers > 0) {
		why := TooFewDays
		if !(run.Kilometers > 0) {
			why = NotMeasured
		}
		nothing := none(method, why, n, n)
		s.Longest, s.Ratio, s.HazardRatio, s.PerThousand = nothing, nothing, nothing, nothing
		return s
	}
	s.Longest = estimate(method, longest, n, n)
	s.Ratio = estimate("run / "+method, run.Kilometers/longest, n, n)
	var ratio Estimate
	s.Group, ratio = spikeGroup(s.Ratio.Value)
	s.HazardRatio = ratio
	s.PerThousand = estimate("injuries of the study x hazard ratio", 1000*injuriesPerRun*ratio.Value, 5205, 5205)
	return s
}

// spikeGroup returns the group of a ratio and its hazard ratio.
func spikeGroup(ratio float64) (SpikeGroup, Estimate) {
	const method = "hazard ratio of a cohort"
	of := func(value float64) Estimate { return estimate(method, value, 5205, 5205) }
	switch {
	case ratio <= 1.10:
		return NoSpike, of(1)
	case ratio <= 1.30:
		return SmallSpike, of(1.64).within(1.31, 2.05, 0.95)
	case ratio <= 2:
		return ModerateSpike, of(1.52).within(1.16, 2.00, 0.95)
	}
	return LargeSpike, of(2.28).within(1.50, 3.48, 0.95)
}
