package ingest

import (
	"fmt"
	"math"
	"slices"
	"time"

	"polarflow/ent/kind"
	"polarflow/polar"
)

// sampleNames are the names under which Polar's sample types are stored; a type that Polar adds is TYPE_n.
var sampleNames = map[polar.SampleType]string{
	polar.SampleHeartRate:      kind.HeartRate,
	polar.SampleSpeed:          "SPEED",
	polar.SampleCadence:        "CADENCE",
	polar.SampleAltitude:       "ALTITUDE",
	polar.SamplePower:          "POWER",
	polar.SamplePowerPedaling:  "PEDALING_INDEX",
	polar.SamplePowerLeftRight: "LEFT_RIGHT_BALANCE",
	polar.SampleAirPressure:    "AIR_PRESSURE",
	polar.SampleRunningCadence: "RUNNING_CADENCE",
	polar.SampleTemperature:    kind.Temperature,
	polar.SampleDistance:       "DISTANCE",
	polar.SampleRRInterval:     "RR_INTERVAL",
}

// sampleSeries returns the recorded series of an exercise and their names in Polar's order. Should a type
// come twice, the second is TYPE_2.
func sampleSeries(in polar.Exercise, start time.Time) (list []samples, names []string) {
	for _, s := range in.Samples {
		base, ok := sampleNames[s.SampleType]
		if !ok {
			base = "TYPE_" + string(s.SampleType)
		}
		name := base
		for n := 2; slices.Contains(names, name); n++ {
			name = fmt.Sprintf("%s_%d", base, n)
		}
		names = append(names, name)
		out := samples{name: name, at: start}
		if s.SampleType == polar.SampleRRInterval {
			out.beats(s.Data)
		} else {
			out.regular(s.Data, recordingRate(s, in), s.SampleType == polar.SampleHeartRate)
		}
		list = append(list, out)
	}
	return list, names
}

// recordingRate returns the seconds between two samples. Where Polar gives none, the samples are spread over
// the session, and live sessions are recorded every second.
func recordingRate(s polar.SampleSeries, in polar.Exercise) float64 {
	if s.RecordingRate.Valid && s.RecordingRate.V > 0 {
		return s.RecordingRate.V
	}
	if in.Duration.Valid && len(s.Data) > 0 {
		if rate := math.Round(in.Duration.V.Seconds() / float64(len(s.Data))); rate >= 1 {
			return rate
		}
	}
	return 1
}

// regular appends values that were taken at a constant rate.
func (s *samples) regular(values []float64, rate float64, pulses bool) {
	step := int64(math.Round(rate * 1000))
	s.points.Offsets = make([]int64, len(values))
	s.points.Values = make([]float64, len(values))
	for i, v := range values {
		if pulses {
			v = pulse(v)
		}
		s.points.Offsets[i], s.points.Values[i] = int64(i)*step, v
	}
}

// beats appends RR intervals in milliseconds, each at the beat that ends it. How long a missing interval was
// is not known: it takes no time.
func (s *samples) beats(intervals []float64) {
	elapsed := 0.0
	for _, ms := range intervals {
		if ms > 0 {
			elapsed += ms
		} else {
			ms = math.NaN() // -1 and 0 are no beat
		}
		s.points.Offsets = append(s.points.Offsets, int64(math.Round(elapsed)))
		s.points.Values = append(s.points.Values, ms)
	}
}

// routeSeries returns the latitudes and longitudes of a route, both with the same offsets. A fix without a
// position is no point of the route; one without a time follows the one before by a second.
func routeSeries(points []polar.RoutePoint, start time.Time) []samples {
	lat := samples{name: kind.RouteLatitude, at: start}
	long := samples{name: kind.RouteLongitude, at: start}
	var last int64 = -1000
	for _, p := range points {
		if !p.Latitude.Valid || !p.Longitude.Valid {
			continue
		}
		offset := last + 1000
		if p.Time.Valid {
			offset = p.Time.V.Milliseconds()
		}
		last = offset
		lat.points.Offsets = append(lat.points.Offsets, offset)
		lat.points.Values = append(lat.points.Values, p.Latitude.V)
		long.points.Values = append(long.points.Values, p.Longitude.V)
	}
	if lat.points.Len() == 0 {
		return nil
	}
	long.points.Offsets = lat.points.Offsets
	return []samples{lat, long}
}
