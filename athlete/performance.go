package athlete

import (
	"math"
	"slices"

	"polarflow/analytics"
	"polarflow/ent/kind"
	"polarflow/series"
)

// Performance is what the samples of one exercise say.
type Performance struct {
	// TRIMP is the training impulse by our own computation.
	TRIMP analytics.Estimate `json:"trimp"`
	// HeartRates in beats per minute, Powers in W and Speeds in m/s are the highest means over durations, the shortest
	// duration first; only what was reached without a gap.
	HeartRates []Best `json:"heartRates,omitempty"`
	Powers     []Best `json:"powers,omitempty"`
	Speeds     []Best `json:"speeds,omitempty"`
	// Distances are the shortest times over distances, the shortest distance first.
	Distances []Fastest `json:"distances,omitempty"`
	// Decoupling is of grade-adjusted speed on foot, else of power, else of speed; Output says of which.
	Decoupling analytics.Estimate `json:"decoupling"`
	Output     Output             `json:"output,omitempty"`
	// Efficiency is the mean output over the mean heart rate, nil if either was not recorded.
	Efficiency *float64 `json:"efficiency,omitempty"`
	// Peak is the highest share of the maximal heart rate that was held for 30 seconds, 0 to 1; 0 if it is not known.
	Peak float64 `json:"peak,omitempty"`
}

// Best is the highest mean over a duration.
type Best struct {
	Seconds int     `json:"seconds"`
	Mean    float64 `json:"mean"`
}

// Fastest is the shortest time over a distance.
type Fastest struct {
	Meters  float64 `json:"meters"`
	Seconds float64 `json:"seconds"`
}

// Output is what a session's efficiency is the output of.
type Output string

// The outputs.
const (
	GradeAdjustedSpeed Output = "GRADE_ADJUSTED_SPEED" // m/s
	Power              Output = "POWER"                // W
	Speed              Output = "SPEED"                // m/s
)

// Durations are those over which the highest means are kept, in seconds.
var Durations = []int{5, 15, 30, 60, 120, 300, 600, 1200, 1800, 2700, 3600, 5400, 7200}

// Distances are those over which the shortest times are kept, in metres: those that people race, and the mile.
var Distances = []float64{400, 800, 1000, 1609.344, 3000, 5000, 10000, 15000, 21097.5, 42195}

// longestSession bounds, in seconds, how much of a session is looked at: a stuck clock is no long run.
const longestSession = 48 * 60 * 60

// sampleNames are the series of an exercise that a performance is computed from.
var sampleNames = []string{kind.HeartRate, "POWER", "SPEED", "DISTANCE", "ALTITUDE"}

// performanceOf returns what the samples of an exercise say, by the names of their series.
func performanceOf(samples map[string]series.Series, onFoot bool, heart analytics.Heart) Performance {
	seconds := 0
	for _, s := range samples {
		if n := s.Len(); n > 0 {
			seconds = max(seconds, int(min(s.Offsets[n-1]/1000+1, longestSession)))
		}
	}
	grid := func(name string) []float64 { return everySecond(samples[name], seconds) }
	rate, power, speed, distance := grid(kind.HeartRate), grid("POWER"), grid("SPEED"), grid("DISTANCE")
	for i := range speed {
		speed[i] /= 3.6 // Polar's samples are km/h
	}
	p := Performance{
		TRIMP: analytics.TRIMP(pulses(rate), heart), HeartRates: bests(rate), Powers: bests(power), Speeds: bests(speed),
		Distances: fastest(distance),
	}
	var output []float64
	p.Output, output = outputOf(distance, grid("ALTITUDE"), power, speed, onFoot)
	p.Decoupling = analytics.Decoupling(output, rate)
	p.Efficiency = finite(analytics.Efficiency(output, rate))
	p.Peak = peak(p.HeartRates, heart.Max)
	return p
}

// outputOf returns the best measure of output that was recorded, one value a second.
func outputOf(distance, altitude, power, speed []float64, onFoot bool) (Output, []float64) {
	switch {
	case onFoot && recorded(distance) && recorded(altitude):
		return GradeAdjustedSpeed, differences(analytics.GradeAdjusted(distance, altitude))
	case recorded(power):
		return Power, power
	case recorded(speed):
		return Speed, speed
	}
	return "", nil
}

func recorded(samples []float64) bool {
	return slices.ContainsFunc(samples, func(x float64) bool { return !math.IsNaN(x) })
}

// differences returns by how much each value is above the one before it; the first is missing.
func differences(values []float64) []float64 {
	list := make([]float64, len(values))
	for i := range values {
		list[i] = math.NaN()
		if i > 0 {
			list[i] = values[i] - values[i-1]
		}
	}
	return list
}

// heldFor is how many milliseconds apart two samples may be for the time between them to be known.
const heldFor = 10_000

// everySecond returns samples one a second, on the straight line between two that are near each other; NaN elsewhere.
func everySecond(s series.Series, seconds int) []float64 {
	list := make([]float64, seconds)
	at := 0
	for i := range list {
		list[i] = math.NaN()
		now := int64(i) * 1000
		for at+1 < s.Len() && s.Offsets[at+1] <= now {
			at++
		}
		if at >= s.Len() || s.Offsets[at] > now {
			continue
		}
		switch {
		case s.Offsets[at] == now:
			list[i] = s.Values[at]
		case at+1 < s.Len() && s.Offsets[at+1]-s.Offsets[at] <= heldFor:
			share := float64(now-s.Offsets[at]) / float64(s.Offsets[at+1]-s.Offsets[at])
			list[i] = s.Values[at] + share*(s.Values[at+1]-s.Values[at])
		}
	}
	return list
}

// pulses returns heart rates that were held for a second each.
func pulses(rate []float64) []analytics.Pulse {
	list := make([]analytics.Pulse, len(rate))
	for i, bpm := range rate {
		list[i].Seconds = 1
		if bpm > 0 {
			list[i].BPM = bpm
		}
	}
	return list
}

// bests returns the highest means over the durations that were reached.
func bests(samples []float64) []Best {
	if !recorded(samples) {
		return nil
	}
	var list []Best
	for i, mean := range analytics.MeanMax(samples, Durations) {
		if !math.IsNaN(mean) {
			list = append(list, Best{Durations[i], mean})
		}
	}
	return list
}

// fastest returns the shortest times over the distances that were reached.
func fastest(distance []float64) []Fastest {
	if !recorded(distance) {
		return nil
	}
	var list []Fastest
	for _, meters := range Distances {
		if seconds := analytics.FastestDistance(distance, meters); !math.IsNaN(seconds) {
			list = append(list, Fastest{meters, seconds})
		}
	}
	return list
}

func peak(rates []Best, maximum float64) float64 {
	for _, b := range rates {
		if b.Seconds == 30 && maximum > 0 {
			return b.Mean / maximum
		}
	}
	return 0
}

// finite returns a pointer to a number, nil if it is none.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
