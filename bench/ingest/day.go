package main

import (
	"encoding/json"
	"fmt"
	"time"

	"polarflow/polar"
	"polarflow/polar/sandbox"
	"polarflow/series"
)

// sampled are the series of one element, and the element as Polar sends it.
type sampled struct {
	name   string
	series []series.Series
	json   json.RawMessage
	// read reads the element as the client does, to compare with.
	read func(json.RawMessage) error
}

// heartRateOfDay returns the continuous heart rate of the last whole day.
func heartRateOfDay(a athlete) (sampled, error) {
	raw, err := elementOfDay(a, sandbox.KindContinuousHeartRate)
	if err != nil {
		return sampled{}, err
	}
	day, err := polar.Decode[polar.ContinuousHeartRate](raw)
	if err != nil {
		return sampled{}, fmt.Errorf("read heart rate: %w", err)
	}
	var s series.Series
	for _, sample := range day.HeartRateSamples {
		s.Offsets = append(s.Offsets, sample.SampleTime.V.Duration().Milliseconds())
		s.Values = append(s.Values, sample.HeartRate.V)
	}
	return sampled{"heart rate of a day", []series.Series{s}, raw, readAs[polar.ContinuousHeartRate]}, nil
}

// trainingOfDay returns every series and the route of an exercise of the last whole day.
func trainingOfDay(a athlete) (sampled, error) {
	raw, err := elementOfDay(a, sandbox.KindExercise)
	if err != nil {
		return sampled{}, err
	}
	e, err := polar.Decode[polar.Exercise](raw)
	if err != nil {
		return sampled{}, fmt.Errorf("read exercise: %w", err)
	}
	var list []series.Series
	for _, recorded := range e.Samples {
		s := series.Series{Values: recorded.Data}
		for i := range recorded.Data {
			s.Offsets = append(s.Offsets, int64(i)*int64(recorded.RecordingRate.V*1000))
		}
		list = append(list, s)
	}
	return sampled{"exercise, all series and route", append(list, routeOf(e)...), raw, readAs[polar.Exercise]}, nil
}

// routeOf returns the latitudes and the longitudes of a route.
func routeOf(e polar.Exercise) []series.Series {
	var lat, long series.Series
	for _, p := range e.Route {
		lat.Offsets = append(lat.Offsets, p.Time.V.Milliseconds())
		lat.Values = append(lat.Values, p.Latitude.V)
		long.Values = append(long.Values, p.Longitude.V)
	}
	if lat.Len() == 0 {
		return nil
	}
	long.Offsets = lat.Offsets
	return []series.Series{lat, long}
}

func readAs[T polar.Element](raw json.RawMessage) error {
	_, err := polar.Decode[T](raw)
	return err
}

// elementOfDay returns the athlete's first element of a kind on the last whole day, which has one of every
// kind.
func elementOfDay(a athlete, k sandbox.Kind) (json.RawMessage, error) {
	yesterday := now.AddDate(0, 0, -1).Format(time.DateOnly)
	for _, r := range a.records {
		if r.Kind == k && r.Date == yesterday {
			return r.JSON, nil
		}
	}
	return nil, fmt.Errorf("no %s on %s", k, yesterday)
}
